/** @file One number in, one number out: the examples, and the curve that the network has by now. */
import { portKey } from '../../graph'
import { numel, type Shape, type Tensor } from '../../tensor'
import type { Feeding } from '../../train'
import type { Scene } from '../dataScene'
import type { Bench } from './bench'
import { firstOf, onlyInput, spanOf, type ResultsKind } from './kind'
import { compareNumbers } from './numbers'
import type { Fit } from './types'
import { inUnits } from './units'

const CURVE_POINTS = 160

export const curve: ResultsKind = async (bench, scene, probe) => {
  const only = onlyInput(scene)
  if (!only || numel(only.shape) !== 1 || numel(probe.answer.shape) !== 1 || numel(probe.target.shape) !== 1)
    return null
  return {
    kind: 'curve',
    numbers: await compareNumbers(bench, scene, probe),
    fit: await fit(bench, scene, only.node, only.shape),
  }
}

async function fit(bench: Bench, scene: Scene, node: string, shape: Shape): Promise<Fit> {
  const pairs = async (feeding: Feeding) => {
    const feeds = bench.scenes.feeds(feeding, firstOf(feeding))
    const values = await bench.work(bench.scenes.forward(scene, feeds, [node, scene.target.node]))
    const x = values.get(portKey(node, 'y'))!.data
    const y = inUnits(values.get(scene.target.key)!.data, scene.field?.unscaled)
    return Float32Array.from({ length: 2 * x.length }, (_, i) => (i % 2 ? y : x)[i >> 1]!)
  }
  const train = await pairs(scene.train)
  const heldOut = scene.heldOut ? await pairs(scene.heldOut) : new Float32Array(0)
  const [low, high] = spanOf(train, 0, 2)
  const x = Float32Array.from({ length: CURVE_POINTS }, (_, i) => low + ((high - low) * i) / (CURVE_POINTS - 1))
  const line: Tensor = { dtype: 'float32', shape: [CURVE_POINTS, ...shape], data: x }
  const answer = await bench.work(bench.scenes.ask(scene, node, line))
  return { train, heldOut, x, y: Float32Array.from(inUnits(answer.data, scene.field?.unscaled)) }
}
