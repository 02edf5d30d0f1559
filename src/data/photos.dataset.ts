import { defineDataSet, type FieldSpec, type Settings } from './dataSet'

/** Photographs in colour that are shipped at 256 pixels, in the order of their classes. */
const PHOTOS = ['astronaut', 'camera', 'chelsea', 'coffee', 'rocket'] as const
const NAMES = ['astronaut', 'cameraman', 'cat', 'coffee', 'rocket'] as const
/** Pixels on each side of a photograph. */
const SIDE = 256

const AS_IT_COMES = { size: 224, count: 60, seed: 0 } as const

const fieldsWith = ({ size }: Settings) => ({
  image: {
    doc: `A part of a photograph, ${size} by ${size} pixels in red, green and blue, 0 (dark) to 1 (bright).`,
    shape: [3, Number(size), Number(size)],
    dtype: 'float32',
  } satisfies FieldSpec,
  label: {
    doc: 'Which photograph it is of.',
    shape: [],
    dtype: 'int64',
    classes: PHOTOS.length,
    names: NAMES,
  } satisfies FieldSpec,
})

/** Five photographs, cut out at many places and mirrored: the first five examples are the middles of the pictures. */
export default defineDataSet({
  id: 'photos',
  title: 'Photographs',
  summary: 'Large parts of five photographs, for networks that read real pictures. Some are mirrored.',
  licence: 'Public domain and CC0: NASA, Lav Varshney, Stéfan van der Walt, Rachel Michetti, SpaceX',
  kind: 'images',
  bytes: 455_812,
  settings: {
    size: {
      title: 'Size',
      doc: 'The side of a part in pixels.',
      fallback: AS_IT_COMES.size,
      min: 16,
      max: SIDE,
      integer: true,
    },
    count: {
      title: 'Parts',
      doc: 'How many to train on; a third as many are held out.',
      fallback: AS_IT_COMES.count,
      min: PHOTOS.length,
      max: 5000,
      integer: true,
    },
    seed: {
      title: 'Seed',
      doc: 'Decides where the parts are cut.',
      fallback: AS_IT_COMES.seed,
      min: 0,
      max: 0xffffffff,
      integer: true,
    },
  },
  fields: fieldsWith(AS_IT_COMES),
  fieldsWith,
  async load(source, settings = AS_IT_COMES) {
    const { cropSplit, readPhoto } = await import('./photoCrops')
    const pictures = await Promise.all(PHOTOS.map((photo) => readPhoto(source, `data/images/${photo}-${SIDE}.png`)))
    const fields = fieldsWith(settings)
    const [count, seed] = [Number(settings.count), Number(settings.seed)]
    return {
      train: cropSplit(pictures, fields, { count, seed, middles: true }),
      heldOut: cropSplit(pictures, fields, { count: Math.ceil(count / 3), seed: seed + 1, middles: false }),
    }
  },
})
