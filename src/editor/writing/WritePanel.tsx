/** @file The bottom tab "Write": a model of sequences goes on with a text, live while it learns. */
import { Button, Slider, Switch, TextInput } from '@mantine/core'
import { useEffect, useId } from 'react'
import { useStore } from 'zustand'
import { NumberField } from '../fields'
import { useDocument, useServices } from '../state/context'
import { TrainingLine } from '../training/TrainingLine'
import { followTraining, startWriting, stopWriting } from './author'
import { Samples } from './Samples'
import { forgetWriting, writeStore, type WriteState } from './writeStore'
import './write.css'

export default function WritePanel() {
  const services = useServices()
  const { prompt, temperature, length, seed, live, running, problem } = useStore(writeStore)
  const temperatureId = useId()
  const opened = useDocument((state) => state.opened)
  useEffect(() => {
    forgetWriting(opened)
    return followTraining(services)
  }, [services, opened])
  // What was refused may be right after a change.
  const change = (changes: Partial<WriteState>) => writeStore.setState({ ...changes, problem: null })
  return (
    <section className="gw-write" aria-label="Write">
      <div className="gw-write-side">
        <TrainingLine>Train, and the model writes anew as it learns: letters turn into words.</TrainingLine>
        <div className="gw-write-begin">
          <TextInput
            size="xs"
            label="Beginning"
            value={prompt}
            maxLength={2000}
            onChange={(event) => change({ prompt: event.currentTarget.value })}
          />
          {running ? (
            <Button size="xs" onClick={stopWriting}>
              Stop
            </Button>
          ) : (
            <Button size="xs" variant="param" onClick={() => void startWriting(services)}>
              Write
            </Button>
          )}
        </div>
        <div>
          <span id={temperatureId} className="gw-write-label">
            Temperature {temperature.toFixed(2)}
          </span>
          <Slider
            size="sm"
            thumbProps={{ 'aria-labelledby': temperatureId }}
            min={0}
            max={1.5}
            step={0.05}
            label={null}
            value={temperature}
            onChange={(value) => change({ temperature: value })}
          />
          <p className="gw-write-hint">
            {temperature < 0.01
              ? 'Always the likeliest next.'
              : temperature <= 0.8
                ? 'Careful: likely letters are preferred.'
                : temperature <= 1.05
                  ? 'As the model believes.'
                  : 'Bold: unlikely letters come more often.'}
          </p>
        </div>
        <div className="gw-write-numbers">
          <NumberField
            size="xs"
            label="Length"
            integer
            min={1}
            max={5000}
            value={length}
            onCommit={(value) => change({ length: value! })}
          />
          <NumberField
            size="xs"
            label="Seed"
            integer
            min={0}
            max={0xffffffff}
            value={seed}
            onCommit={(value) => change({ seed: value! })}
          />
        </div>
        <Switch
          size="xs"
          label="Again while training"
          checked={live}
          onChange={(event) => change({ live: event.currentTarget.checked })}
        />
        {problem !== null && (
          <p className="gw-write-problem" role="alert">
            {problem}
          </p>
        )}
      </div>
      <Samples />
    </section>
  )
}
