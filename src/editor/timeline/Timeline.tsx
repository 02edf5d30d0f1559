/** @file The bottom tab that shows the run as a line of events. */
import { Group, SegmentedControl, Text } from '@mantine/core'
import { memo, useMemo } from 'react'
import { inViewWords } from '../exampleWords'
import { ActionButton } from '../shell/ActionButton'
import { useRun } from '../state/context'
import { useTravel } from '../state/travelStore'
import { multiplicationsSoFar } from './eventWords'
import { player, SPEEDS, usePlayer, type Speed } from './player'
import { RecordControl } from './RecordControl'
import { Strip } from './Strip'
import './timeline.css'
import { Transport } from './Transport'
import { useSentence } from './useSentence'

/** Only what tells the cursor's place wakes at each step: the controls are dear to render, and stay as they are. */
export function Timeline() {
  return (
    <section className="gw-timeline" aria-label="Timeline">
      <Group gap="sm" wrap="wrap" className="gw-timeline-bar">
        <Controls />
        <Sentence />
        <Examples />
        <Record />
        <Multiplications />
      </Group>
      <Strip />
    </section>
  )
}

const Record = memo(RecordControl)

const Controls = memo(function Controls() {
  const speed = usePlayer((state) => state.speed)
  const recorded = useRun((summary) => summary.recorded !== null)
  const stops = useTravel((state) => state.breakpoints.some(({ on }) => on))
  return (
    <>
      <Transport compact />
      <SegmentedControl
        size="xs"
        aria-label="Speed"
        value={String(speed)}
        onChange={(value) => player.setSpeed(Number(value) as Speed)}
        data={SPEEDS.map((option) => ({ value: String(option), label: `${option}×` }))}
      />
      {(stops || recorded) && (
        <ActionButton
          id="continue"
          variant="quiet"
          label={stops ? 'Continue to the next breakpoint' : 'Continue to the end'}
        >
          Continue
        </ActionButton>
      )}
    </>
  )
})

const Sentence = memo(function Sentence() {
  return (
    <Text className="gw-timeline-sentence" c="var(--gw-ink-2)" size="sm">
      {useSentence()}
    </Text>
  )
})

const Examples = memo(function Examples() {
  const examples = useRun((summary) => (summary.recorded ? null : summary.examples))
  return (
    examples && (
      <Text c="var(--gw-ink-3)" size="sm">
        {inViewWords(examples)}
      </Text>
    )
  )
})

const Multiplications = memo(function Multiplications() {
  const trace = useRun((summary) => summary.trace)
  const cursor = useRun((summary) => summary.cursor)
  const before = useRun((summary) => summary.recorded?.step ?? 0)
  const sums = useMemo(() => multiplicationsSoFar(trace), [trace])
  const count = before * (sums.at(-1) ?? 0) + (sums[cursor] ?? 0)
  return (
    <Text className="gw-timeline-cost" c="var(--gw-ink-2)" size="sm">
      multiplications so far <b>{count.toLocaleString('en')}</b>
    </Text>
  )
})
