/** @file Points of the plane in classes: what the toys XOR, circles, moons, spirals and Gaussians share. */
import { createRandom, hashSeed, type Random } from '../tensor'
import { arraySplit, type ArrayField } from './arraySplit'
import { defineDataSet, type DataSet, type FieldSpec, type LoadedData, type Setting, type Settings } from './dataSet'

/** Coordinates of one point of a class before noise. Anything random comes from `random`. */
export type Place = (random: Random, of: number, settings: Settings) => readonly [number, number]

export interface Toy {
  readonly id: string
  readonly title: string
  readonly summary: string
  /** Standard deviation of the noise that both coordinates get, as it comes. */
  readonly noise: number
  /** How many classes there are, when it is not two, or may be chosen in the setting "classes". */
  readonly classes?: number
  readonly settings?: Readonly<Record<string, Setting>>
  readonly place: Place
}

export const SEED: Setting = {
  title: 'Seed',
  doc: 'Decides the points: the same seed gives the same ones.',
  fallback: 0,
  min: 0,
  max: 0xffffffff,
  integer: true,
}

export const countSetting = (fallback: number): Setting => ({
  title: 'Examples',
  doc: 'How many to train on; a quarter as many are held out.',
  fallback,
  min: 4,
  max: 20_000,
  integer: true,
})

export const noiseSetting = (fallback: number, of: string): Setting => ({
  title: 'Noise',
  doc: `Standard deviation of the normal noise on ${of}.`,
  fallback,
  min: 0,
  max: 5,
})

export const MADE = 'Made by Gradwire; free to use'

const LETTERS = ['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H']

const fieldsFor = (classes: number): Record<'point' | 'label' | 'target', FieldSpec> => ({
  point: { doc: 'Where the point is.', shape: [2], dtype: 'float32', columns: ['x₁', 'x₂'] },
  label: {
    doc: 'Its class as an index, for cross entropy.',
    shape: [],
    dtype: 'int64',
    classes,
    names: LETTERS.slice(0, classes),
  },
  target:
    classes === 2
      ? { doc: 'Its class as a number: 0 for A, 1 for B.', shape: [1], dtype: 'float32' }
      : { doc: 'Its class as a row: 1 in the column of its class.', shape: [classes], dtype: 'float32' },
})

/** Classes take turns, so that each has as many points as another, or one more. */
function points(count: number, classes: number, random: Random, settings: Settings, place: Place) {
  const fields = fieldsFor(classes)
  const wide = fields.target.shape[0]!
  const point = new Float64Array(2 * count)
  const label = new Int32Array(count)
  const target = new Float32Array(wide * count)
  const noise = Number(settings.noise)
  for (let i = 0; i < count; i++) {
    const of = i % classes
    const [x, y] = place(random, of, settings)
    point[2 * i] = x + noise * random.normal()
    point[2 * i + 1] = y + noise * random.normal()
    label[i] = of
    if (wide === 1) target[i] = of
    else target[i * wide + of] = 1
  }
  const made: Record<string, ArrayField> = {
    point: { spec: fields.point, data: point },
    label: { spec: fields.label, data: label },
    target: { spec: fields.target, data: target },
  }
  return arraySplit(count, made)
}

/** A data set of points which is made from its settings, each time the same. */
export function defineToy({ id, title, summary, noise, classes = 2, settings: more = {}, place }: Toy): DataSet {
  const settings = { count: countSetting(400), noise: noiseSetting(noise, 'each coordinate'), seed: SEED, ...more }
  const classesOf = (chosen: Settings) => (more.classes ? Number(chosen.classes) : classes)
  const asItComes = Object.fromEntries(Object.entries(settings).map(([name, { fallback }]) => [name, fallback]))
  return defineDataSet({
    id,
    title,
    summary,
    licence: MADE,
    kind: 'points',
    settings,
    fields: fieldsFor(classesOf(asItComes)),
    fieldsWith: (chosen) => fieldsFor(classesOf(chosen)),
    load: (_, chosen = asItComes): Promise<LoadedData> => {
      const seed = Number(chosen.seed)
      const count = Number(chosen.count)
      const draw = (many: number, part: string) =>
        points(many, classesOf(chosen), createRandom(hashSeed(seed, `${id} ${part}`)), chosen, place)
      return Promise.resolve({ train: draw(count, 'train'), heldOut: draw(Math.ceil(count / 4), 'held out') })
    },
  })
}

export const classesSetting = (title: string): Setting => ({
  title,
  doc: 'How many classes there are.',
  fallback: 2,
  min: 2,
  max: LETTERS.length,
  integer: true,
})
