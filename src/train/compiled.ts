/**
 * @file Passes from recordings. A recording is good for one set of shapes: the last, smaller batch of an epoch has its own.
 */
import type { Tensor } from '../tensor'
import { countRight } from './metrics'
import type { PassOptions, Passes } from './passes'
import { Recording } from './recording'

/** Recordings kept at once, forward and with gradients each: the batch, and the last batch. */
const KEPT = 2

/** @param otherwise does the work where there can be no recording. */
export function compiledPasses(
  dtype: 'float64' | 'float32',
  { plan, nodes, evaluating }: PassOptions,
  otherwise: Passes,
): Passes {
  const recordings = { gradients: [] as Recording[], values: [] as Recording[] }
  let impossible = false
  const recordingFor = (values: Map<string, Tensor>, wanted: 'gradients' | 'values'): Recording | null => {
    const known = recordings[wanted].find((recording) => recording.fits(values))
    if (known || impossible) return known ?? null
    const made = Recording.make(dtype, plan, wanted === 'values' ? evaluating : nodes, values, wanted)
    if (!made) impossible = true
    else if (recordings[wanted].push(made) > KEPT) recordings[wanted].shift()
    return made
  }
  const run = function* (recording: Recording, values: Map<string, Tensor>) {
    recording.write(values)
    yield* recording.runWithPauses()
    const { loss, values: seen, state, gradients } = recording.read()
    const score = countRight(plan.byId.get(plan.objective!.node)!, seen)
    return { loss, score, state, gradients, descend: (rate: number) => recording.descend(rate) }
  }
  return {
    *train(values) {
      const recording = recordingFor(values, 'gradients')
      return yield* recording ? run(recording, values) : otherwise.train(values)
    },
    *evaluate(values) {
      const recording = recordingFor(values, 'values')
      return yield* recording ? run(recording, values) : otherwise.evaluate(values)
    },
  }
}
