/** @file The input that excites a unit most, as gradient ascent makes it, step by step. */
import { Button, NativeSelect } from '@mantine/core'
import { useMemo } from 'react'
import { useStore } from 'zustand'
import { Chart, type ChartCurve } from '../charts'
import { NumberField } from '../fields'
import { formatNumber } from '../format'
import { useServices } from '../state/context'
import { useScheme } from '../theme'
import type { ChosenUnit } from './Choices'
import { lookStore, unitKey, type AscentState } from './lookStore'
import { imagePixels } from './pixels'
import { PixelCanvas } from './PixelCanvas'
import { climb, stopClimb } from './search'

const STEPS = [60, 120, 400]

export function Climb({ chosen }: { readonly chosen: ChosenUnit }) {
  const services = useServices()
  const { ascent: found, climbSteps, seed, scan } = useStore(lookStore)
  const ascent = found?.of === unitKey(chosen) ? found : null
  const best = scan?.of === unitKey(chosen) ? scan.best[0]?.value : undefined
  return (
    <section className="gw-look-part" data-part="climb" aria-label="The input that excites it most">
      <h4>The input that excites it most</h4>
      <div className="gw-look-bar">
        {ascent?.running ? (
          <Button size="xs" onClick={stopClimb}>
            Stop
          </Button>
        ) : (
          <Button size="xs" variant="delta" onClick={() => void climb(services, chosen)}>
            Climb
          </Button>
        )}
        <NativeSelect
          size="xs"
          aria-label="Steps of gradient ascent"
          disabled={ascent?.running === true}
          value={String(climbSteps)}
          data={STEPS.map((n) => ({ value: String(n), label: `${n} steps` }))}
          onChange={(event) => lookStore.setState({ climbSteps: Number(event.currentTarget.value) })}
        />
        <NumberField
          className="gw-look-number"
          size="xs"
          aria-label="Seed of the first image"
          leftSection={<span className="gw-look-prefix">seed</span>}
          leftSectionWidth={42}
          disabled={ascent?.running === true}
          integer
          min={0}
          max={0xffffffff}
          value={seed}
          onCommit={(to) => lookStore.setState({ seed: to! })}
        />
      </div>
      {ascent?.problem ? (
        <p className="gw-callout" data-tone="error">
          {ascent.problem}
        </p>
      ) : ascent?.picture ? (
        <Climbed ascent={ascent} best={best} />
      ) : (
        <p className="gw-look-words">
          From faint noise, the image takes steps along ∂(unit)/∂(image), with a little decay and blur, and stays within
          the brightness that the data have (Yosinski et al. 2015).
        </p>
      )}
    </section>
  )
}

function Climbed({ ascent, best }: { readonly ascent: AscentState; readonly best: number | undefined }) {
  const scheme = useScheme()
  const { picture, range, steps, values, length } = ascent
  const pixels = useMemo(() => imagePixels(picture!.data, picture!.shape, scheme, range), [picture, range, scheme])
  const curves = useMemo<ChartCurve[]>(() => [{ name: 'unit', colour: 'value', x: steps, y: values }], [steps, values])
  const [, rows, columns] = picture!.shape as readonly [number, number, number]
  const value = values.at(-1)!
  const compared =
    best === undefined
      ? ''
      : value > best
        ? `, above the best patch (${formatNumber(best)})`
        : ` (best patch ${formatNumber(best)})`
  const words = `Step ${steps.at(-1)}: ${formatNumber(value)}${compared}.`
  return (
    <div className="gw-look-climbed">
      <div>
        <PixelCanvas pixels={pixels} rows={rows} columns={columns} size={128} label="The input so far" />
        <p className="gw-look-words" role="status">
          {words}
        </p>
      </div>
      <Chart title="The unit's value" curves={curves} length={length} xLabel="step" summary={words} />
    </div>
  )
}
