/** @file Two numbers go in: the class that a network says everywhere in the plane around its examples. */
import { portKey } from '../../graph'
import type { Tensor } from '../../tensor'
import type { Feeding } from '../../train'
import { labelOf, largest, surenessOf, type Judges } from '../dataJudge'
import type { Scene } from '../dataScene'
import type { Bench } from './bench'
import { firstOf, spanOf } from './kind'
import type { Boundary } from './types'

const SIDE = 48

export async function boundaryOf(bench: Bench, scene: Scene, node: string, judges: Judges): Promise<Boundary> {
  const train = await pointsOf(bench, scene, scene.train, node, judges)
  const heldOut = scene.heldOut ? await pointsOf(bench, scene, scene.heldOut, node, judges) : new Float32Array(0)
  const [left, right] = spanOf(train, 0, 3)
  const [bottom, top] = spanOf(train, 1, 3)
  const grid = new Float32Array(2 * SIDE * SIDE)
  for (let row = 0; row < SIDE; row++)
    for (let column = 0; column < SIDE; column++) {
      const at = 2 * (row * SIDE + column)
      grid[at] = left + ((right - left) * (column + 0.5)) / SIDE
      grid[at + 1] = top - ((top - bottom) * (row + 0.5)) / SIDE
    }
  const plane: Tensor = { dtype: 'float32', shape: [SIDE * SIDE, 2], data: grid }
  const answer = await bench.work(bench.scenes.ask(scene, node, plane))
  const classes = new Uint8Array(SIDE * SIDE)
  const sure = new Float32Array(SIDE * SIDE)
  for (let i = 0; i < classes.length; i++) {
    const all = surenessOf(judges, answer, i)
    classes[i] = largest(all)
    sure[i] = all[classes[i]!]!
  }
  return { side: SIDE, range: [left, right, bottom, top], classes, sure, train, heldOut }
}

/** x, y and class of the first examples. */
async function pointsOf(bench: Bench, scene: Scene, feeding: Feeding, node: string, judges: Judges) {
  const feeds = bench.scenes.feeds(feeding, firstOf(feeding))
  const values = await bench.work(bench.scenes.forward(scene, feeds, [node, scene.target.node]))
  const [at, target] = [values.get(portKey(node, 'y'))!, values.get(scene.target.key)!]
  const points = new Float32Array(3 * at.shape[0]!)
  for (let i = 0; i < at.shape[0]!; i++)
    points.set([at.data[2 * i]!, at.data[2 * i + 1]!, labelOf(judges, target, i) ?? 0], 3 * i)
  return points
}
