import { arraySplit } from './arraySplit'
import { defineDataSet } from './dataSet'
import { labelledFields, readLabelled } from './labelledImages'
import { partAtRandom } from './parting'

const fields = labelledFields(
  'One grey image, 8 by 8 pixels, 0 (paper) to 1 (ink).',
  8,
  'Which digit it shows.',
  Array.from('0123456789'),
)

/** Pixels count 0 … 16: how many of a 4 by 4 block were inked. */
const INK = 1 / 16

export default defineDataSet({
  id: 'digits8x8',
  title: 'Small digits',
  summary: 'Handwritten digits, 8 by 8 pixels, so that a network of a few hundred weights can read them: 1,797 in all.',
  licence: 'CC BY 4.0, Ethem Alpaydin and Cenk Kaynak, UCI Optical Recognition of Handwritten Digits',
  kind: 'images',
  bytes: 44_243,
  fields,
  async load(source) {
    const read = await readLabelled(source, 'data/digits8x8/', fields, INK, 'digit')
    const { train, heldOut } = partAtRandom(read.size, 0.2, 0, read.fields.label.data)
    return {
      train: arraySplit(read.size, read.fields, train),
      heldOut: arraySplit(read.size, read.fields, heldOut),
    }
  },
})
