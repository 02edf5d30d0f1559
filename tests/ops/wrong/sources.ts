/** @file Wrong wirings of inputs, parameters and constants. */
import type { WrongWiring } from './row'

export const sources: readonly WrongWiring[] = [
  {
    op: 'input',
    attrs: { shape: ['N', -1] },
    inputs: {},
    says: 'input: shape[1] must be 0 or more.',
    hint: 'Change shape[1] in the Attributes tab.',
  },
  {
    op: 'input',
    attrs: { shape: [2], dtype: 'complex' },
    inputs: {},
    says: 'input: dtype must be one of float64, float32, int64, bool.',
    hint: 'Change dtype in the Attributes tab.',
  },
  {
    op: 'input',
    attrs: { shape: ['2N'] },
    inputs: {},
    says: 'input: shape[0] is not valid. A size is a whole number, or a name such as N.',
    hint: 'Change shape[0] in the Attributes tab.',
  },
  {
    op: 'parameter',
    attrs: { shape: ['N'] },
    inputs: {},
    says: 'parameter: shape[0] must be a number.',
    hint: 'Change shape[0] in the Attributes tab.',
  },
  {
    op: 'parameter',
    attrs: { shape: [2, 2.5] },
    inputs: {},
    says: 'parameter: shape[1] must be a whole number.',
    hint: 'Change shape[1] in the Attributes tab.',
  },
  {
    op: 'constant',
    attrs: { value: 'one' },
    inputs: {},
    says: 'constant: value must be a number.',
    hint: 'Change value in the Attributes tab.',
  },
  {
    op: 'constant',
    attrs: { shape: ['N'] },
    inputs: {},
    says: 'constant: shape[0] must be a number.',
    hint: 'Change shape[0] in the Attributes tab.',
  },
]
