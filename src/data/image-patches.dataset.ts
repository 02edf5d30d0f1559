import { createRandom } from '../tensor'
import { arraySplit } from './arraySplit'
import { DataError, defineDataSet, type FieldSpec, type Settings } from './dataSet'
import type { Picture } from './png'

/** Photographs that are shipped at 256 pixels; the last one is held out. */
const PHOTOS = ['camera', 'coffee', 'chelsea', 'rocket', 'astronaut'] as const
const HELD_OUT = 1
/** Patches flatter than this (standard deviation of grey, 0 … 1) show sky or a wall and teach nothing. */
const FLAT = 0.02

const fieldsWith = ({ size, mean }: Settings): Record<string, FieldSpec> => ({
  patch: {
    doc: `A square of ${size} by ${size} grey pixels of a photograph${mean === 'removed' ? ', its mean taken away' : ', 0 (black) to 1 (white)'}.`,
    shape: [1, Number(size), Number(size)],
    dtype: 'float32',
  },
})

const AS_IT_COMES = { size: 12, count: 10_000, seed: 0, mean: 'removed' } as const

/** `count` patches, at places that the seed decides, from all pictures alike. */
function cut(pictures: readonly Picture[], settings: Settings, count: number, seed: number): Float32Array {
  const size = Number(settings.size)
  const random = createRandom(seed)
  const data = new Float32Array(count * size * size)
  for (let made = 0, tries = 0; made < count; tries++) {
    const { width, height, data: grey } = pictures[random.integer(pictures.length)]!
    const left = random.integer(width - size + 1)
    const top = random.integer(height - size + 1)
    const patch = data.subarray(made * size * size, (made + 1) * size * size)
    for (let row = 0; row < size; row++)
      patch.set(grey.subarray((top + row) * width + left, (top + row) * width + left + size), row * size)
    let sum = 0
    let squares = 0
    for (const x of patch) {
      sum += x
      squares += x * x
    }
    const mean = sum / patch.length
    // A picture may be flat nearly everywhere: after many tries, what comes is taken.
    if (squares / patch.length - mean * mean < FLAT * FLAT && tries < 20 * count) continue
    if (settings.mean === 'removed') for (let i = 0; i < patch.length; i++) patch[i]! -= mean
    made++
  }
  return data
}

export default defineDataSet({
  id: 'image-patches',
  title: 'Patches of photographs',
  summary:
    'Small squares from grey photographs of people, animals, things and buildings; those of one photograph are held out.',
  licence: 'Public domain and CC0: Lav Varshney, Rachel Michetti, Stéfan van der Walt, SpaceX, NASA',
  kind: 'images',
  bytes: 455_812,
  settings: {
    size: {
      title: 'Size',
      doc: 'p, the side of a patch in pixels.',
      fallback: AS_IT_COMES.size,
      min: 2,
      max: 64,
      integer: true,
    },
    count: {
      title: 'Patches',
      doc: 'How many to train on; a tenth as many are held out.',
      fallback: AS_IT_COMES.count,
      min: 10,
      max: 50_000,
      integer: true,
    },
    seed: {
      title: 'Seed',
      doc: 'Decides where the patches are cut.',
      fallback: AS_IT_COMES.seed,
      min: 0,
      max: 0xffffffff,
      integer: true,
    },
    mean: {
      title: 'Mean',
      doc: 'Without its mean, a patch says what changes in it and not how bright it is.',
      fallback: AS_IT_COMES.mean,
      options: { removed: 'taken away', kept: 'kept' },
    },
  },
  fields: fieldsWith(AS_IT_COMES),
  fieldsWith,
  async load(source, settings = AS_IT_COMES) {
    const { readPng } = await import('./png')
    const pictures = await Promise.all(
      PHOTOS.map(async (photo) => {
        const name = `data/images/${photo}-256.png`
        return readPng(await source(name), name, 1)
      }),
    )
    const size = Number(settings.size)
    const small = pictures.findIndex(({ width, height }) => Math.min(width, height) < size)
    if (small >= 0)
      throw new DataError(
        'bad-file',
        `data/images/${PHOTOS[small]}-256.png is smaller than a patch of ${size} pixels.`,
        'Choose a smaller size, or reinstall Gradwire.',
      )
    const spec = fieldsWith(settings).patch!
    const split = (from: readonly Picture[], count: number, seed: number) =>
      arraySplit(count, { patch: { spec, data: cut(from, settings, count, seed) } })
    const count = Number(settings.count)
    const seed = Number(settings.seed)
    return {
      train: split(pictures.slice(0, -HELD_OUT), count, seed),
      heldOut: split(pictures.slice(-HELD_OUT), Math.ceil(count / 10), seed + 1),
    }
  },
})
