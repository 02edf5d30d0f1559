/** @file Numbers over one number: what the regression sets sine, polynomial, step and line share. */
import { createRandom, hashSeed } from '../tensor'
import { arraySplit } from './arraySplit'
import { defineDataSet, type DataSet, type FieldSpec, type Setting, type Settings } from './dataSet'
import { countSetting, MADE, noiseSetting, SEED } from './points'

export interface Curve {
  readonly id: string
  readonly title: string
  readonly summary: string
  /** x is drawn evenly from here. */
  readonly range: readonly [number, number]
  readonly noise: number
  readonly settings?: Readonly<Record<string, Setting>>
  /** y without noise. */
  readonly y: (x: number, settings: Settings) => number
}

const fields: Record<'x' | 'y', FieldSpec> = {
  x: { doc: 'What is known.', shape: [1], dtype: 'float32', columns: ['x'] },
  y: { doc: 'What is to be said about it, with noise.', shape: [1], dtype: 'float32', columns: ['y'] },
}

export function defineCurve({ id, title, summary, range, noise, settings: more = {}, y }: Curve): DataSet {
  const settings = { count: countSetting(200), noise: noiseSetting(noise, 'y'), seed: SEED, ...more }
  const asItComes = Object.fromEntries(Object.entries(settings).map(([name, { fallback }]) => [name, fallback]))
  const draw = (chosen: Settings, count: number, part: string) => {
    const random = createRandom(hashSeed(Number(chosen.seed), `${id} ${part}`))
    const xs = new Float64Array(count)
    const ys = new Float64Array(count)
    for (let i = 0; i < count; i++) {
      xs[i] = range[0] + (range[1] - range[0]) * random.uniform()
      ys[i] = y(xs[i]!, chosen) + Number(chosen.noise) * random.normal()
    }
    return arraySplit(count, { x: { spec: fields.x, data: xs }, y: { spec: fields.y, data: ys } })
  }
  return defineDataSet({
    id,
    title,
    summary,
    licence: MADE,
    kind: 'curve',
    settings,
    fields,
    load: (_, chosen = asItComes) => {
      const count = Number(chosen.count)
      return Promise.resolve({
        train: draw(chosen, count, 'train'),
        heldOut: draw(chosen, Math.ceil(count / 4), 'held out'),
      })
    },
  })
}

/** A coefficient of a curve. */
export const coefficient = (title: string, doc: string, fallback: number): Setting => ({
  title,
  doc,
  fallback,
  min: -100,
  max: 100,
})
