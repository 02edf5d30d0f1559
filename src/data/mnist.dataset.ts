import { shapeText } from '../tensor'
import { byteSplit } from './byteSplit'
import { DataError, defineDataSet, type AssetSource, type FieldSpec, type Split } from './dataSet'

const image: FieldSpec = {
  doc: 'One grey image, 28 by 28 pixels, 0 (paper) to 1 (ink).',
  shape: [1, 28, 28],
  dtype: 'float32',
}
const label: FieldSpec = { doc: 'Which digit it shows.', shape: [], dtype: 'int64', classes: 10 }

const HINT = 'Reinstall Gradwire: the four files of data/mnist belong together.'

async function loadSplit(source: AssetSource, part: 'train' | 'test'): Promise<Split> {
  const imagesName = `data/mnist/${part}-images-idx3-ubyte.gz`
  const labelsName = `data/mnist/${part}-labels-idx1-ubyte.gz`
  // The reader and its unpacking come with the data: who only lists the data sets does not need them.
  const [{ readIdx }, packedImages, packedLabels] = await Promise.all([
    import('./idx'),
    source(imagesName),
    source(labelsName),
  ])
  const images = readIdx(packedImages, imagesName)
  const labels = readIdx(packedLabels, labelsName)
  const size = images.shape[0]!
  if (images.shape.length !== 3 || images.shape[1] !== 28 || images.shape[2] !== 28)
    throw new DataError('bad-file', `${imagesName} holds ${shapeText(images.shape)}, not [n, 28, 28].`, HINT)
  if (labels.shape.length !== 1 || labels.shape[0] !== size)
    throw new DataError(
      'bad-file',
      `${labelsName} holds ${shapeText(labels.shape)}, but there are ${size} images.`,
      HINT,
    )
  const wrong = labels.data.findIndex((digit) => digit >= label.classes!)
  if (wrong >= 0)
    throw new DataError(
      'bad-file',
      `${labelsName} says that image ${wrong} shows the digit ${labels.data[wrong]}.`,
      HINT,
    )
  return byteSplit(size, {
    image: { spec: image, bytes: images.data, scale: 1 / 255 },
    label: { spec: label, bytes: labels.data, scale: 1 },
  })
}

/** 10,000 of the MNIST digits, 8,000 to train on and 2,000 held out; not the official test set. */
export default defineDataSet({
  id: 'mnist',
  title: 'MNIST digits',
  summary: 'Handwritten digits 0 to 9, 28 by 28 pixels: 8,000 to train on, 2,000 held out.',
  licence: 'CC BY-SA 3.0, Yann LeCun and Corinna Cortes, derived from NIST',
  fields: { image, label },
  async load(source) {
    const [train, heldOut] = await Promise.all([loadSplit(source, 'train'), loadSplit(source, 'test')])
    return { train, heldOut }
  },
})
