/** @file The kinds of results there are. The first that fits a network is shown of it. */
import type { Scene } from '../dataScene'
import { NoResults } from '../noResults'
import type { Bench } from './bench'
import { classes } from './classes'
import { curve } from './curve'
import { images } from './images'
import type { ResultsKind } from './kind'
import { numbers } from './numbers'
import { symbols } from './symbols'
import type { Results } from './types'

/**
 * Classes before numbers: 0 and 1 are numbers too. Images before symbols: black and white pixels are images first. Curves
 * and images before numbers: they say more.
 */
const KINDS: readonly ResultsKind[] = [classes, images, symbols, curve, numbers]

/** @throws NoResults when no kind fits. */
export async function resultsOf(bench: Bench, scene: Scene): Promise<Results> {
  const probe = await bench.compared(scene, scene.train, [0])
  for (const kind of KINDS) {
    const found = await kind(bench, scene, probe)
    if (found) return found
  }
  if (scene.inputs.length === 0)
    throw new NoResults(
      'Nothing goes into this network: its answer is the same for all examples.',
      'Add an input that leads to the answer, and feed it from a data set.',
    )
  if (scene.train.size === 1)
    throw new NoResults(
      'There is one example only, and results are about many.',
      'Feed the inputs from a data set. Their first axis must be a letter, as in [N, 2]: it counts the examples.',
    )
  throw new NoResults(
    `Results are shown where a network tells classes apart, says numbers, gives images, or names symbol after symbol. ${scene.loss.op.title} compares something else here.`,
    'Use cross entropy with class numbers, or mean squared error with a target of the shape of the answer; or watch the loss in Training.',
  )
}
