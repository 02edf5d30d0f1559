import { defineDataSet } from './dataSet'
import { labelledFields, readParted } from './labelledImages'

const fields = labelledFields(
  'One grey image, 28 by 28 pixels, 0 (paper) to 1 (ink).',
  28,
  'Which digit it shows.',
  Array.from('0123456789'),
)

/** 10,000 of the MNIST digits, 8,000 to train on and 2,000 held out; not the official test set. */
export default defineDataSet({
  id: 'mnist',
  title: 'MNIST digits',
  summary: 'Handwritten digits 0 to 9, 28 by 28 pixels: 8,000 to train on, 2,000 held out.',
  licence: 'CC BY-SA 3.0, Yann LeCun and Corinna Cortes, derived from NIST',
  kind: 'images',
  bytes: 1_618_373,
  fields,
  load: (source) => readParted(source, 'data/mnist', fields, 'digit'),
})
