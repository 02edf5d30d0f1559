/** What the shape rules say, word for word, and what they know of sizes that are not known yet. */
import { describe, expect, it } from 'vitest'
import { ops, ShapeProblem, type Attrs } from '../../src/ops'
import { scalar, fromArray, type SymbolicShape } from '../../src/tensor'

type Shapes = Record<string, SymbolicShape>

const attrsOf = (op: string, attrs: Attrs) => ops.get(op)!.attrs.parse(attrs)

const good: readonly [op: string, shapes: Shapes, attrs: Attrs, result: SymbolicShape][] = [
  ['affine', { x: ['N', 4], weight: [3, 4], bias: [3] }, {}, ['N', 3]],
  ['affine', { x: ['N', '?'], weight: [3, 4] }, { bias: false }, ['N', 3]],
  ['matmul', { a: ['N', 4], b: [4, 3] }, {}, ['N', 3]],
  ['matmul', { a: [5, 'N', 4], b: [4] }, {}, [5, 'N']],
  ['matmul', { a: [2, 1, 3, 4], b: [7, 4, 5] }, {}, [2, 7, 3, 5]],
  ['conv2d', { x: ['N', 1, 28, 28], weight: [6, 1, 5, 5], bias: [6] }, { padding: 2 }, ['N', 6, 28, 28]],
  ['conv2d', { x: [1, 3, 224, 224], weight: [96, 3, 11, 11] }, { stride: [4, 4], bias: false }, [1, 96, 54, 54]],
  ['conv2d', { x: ['N', '?', 'H', 9], weight: [4, 2, 3, 3] }, { dilation: 2, bias: false }, ['N', 4, '?', 5]],
  ['max_pool2d', { x: ['N', 6, 28, 28] }, { kernel_size: 2 }, ['N', 6, 14, 14]],
  ['max_pool2d', { x: [1, 1, 5, 5] }, { kernel_size: 2, ceil_mode: true }, [1, 1, 3, 3]],
  ['avg_pool2d', { x: [1, 1, 4, 4] }, { kernel_size: [3, 2], stride: 1, padding: [1, 0] }, [1, 1, 4, 3]],
  ['conv1d', { x: ['N', 4, 100], weight: [8, 2, 5] }, { groups: 2, stride: 2, padding: 2, bias: false }, ['N', 8, 50]],
  ['conv1d', { x: ['N', '?', 'L'], weight: [8, 2, 5], bias: [8] }, {}, ['N', 8, '?']],
  ['conv_transpose1d', { x: ['N', 4, 50], weight: [4, 3, 4] }, { stride: 2, padding: 1, bias: false }, ['N', 3, 100]],
  [
    'conv_transpose2d',
    { x: ['N', '?', 7, 'W'], weight: [4, 3, 2, 2], bias: [6] },
    { stride: 2, groups: 2 },
    ['N', 6, 14, '?'],
  ],
  ['max_pool1d', { x: ['N', 4, 9] }, { kernel_size: 2, ceil_mode: true }, ['N', 4, 5]],
  ['adaptive_avg_pool2d', { x: ['N', 'C', '?', 9] }, { output_size: [7, 2] }, ['N', 'C', 7, 2]],
  ['global_avg_pool2d', { x: ['N', 64, '?', '?'] }, {}, ['N', 64, 1, 1]],
  ['upsample2d', { x: ['N', 3, 'H', 8] }, { scale_factor: [1, 3] }, ['N', 3, 'H', 24]],
  ['upsample2d', { x: ['N', 3, 'H', 8] }, {}, ['N', 3, '?', 16]],
  ['embedding', { index: ['N', 'T'], weight: [100, 16] }, { padding_idx: -1 }, ['N', 'T', 16]],
  ['embedding', { index: [], weight: ['V', 16] }, { num_embeddings: 50, padding_idx: 3 }, [16]],
  ['flatten', { x: ['N', 16, 5, 5] }, {}, ['N', 400]],
  ['flatten', { x: ['N', 16, 5, 5] }, { start_dim: 0 }, ['?']],
  ['flatten', { x: ['N', 1, 1] }, { start_dim: 0 }, ['N']],
  ['flatten', { x: [] }, { start_dim: 0 }, [1]],
  ['reshape', { x: ['N', 16, 5, 5] }, { shape: [-1, 400] }, ['N', 400]],
  ['reshape', { x: ['N', 784] }, { shape: [-1, 1, 28, 28] }, ['N', 1, 28, 28]],
  ['reshape', { x: ['N', 4] }, { shape: [-1, 2] }, ['?', 2]],
  ['reshape', { x: ['N', 4] }, { shape: [2, 6] }, [2, 6]],
  ['reshape', { x: [3, 4] }, { shape: [2, -1] }, [2, 6]],
  ['add', { a: ['N', 3], b: [3] }, {}, ['N', 3]],
  ['mul', { a: ['N', 1], b: [4, 'M'] }, {}, [4, 'M']],
  ['pow', { a: ['N', 2] }, {}, ['N', 2]],
  ['sum', { x: ['N', 3, 4] }, { dim: [0, -1] }, [3]],
  ['mean', { x: ['N', 3] }, { dim: 1, keepdim: true }, ['N', 1]],
  ['sum', { x: ['N', 3] }, {}, []],
  ['softmax', { x: [] }, {}, []],
  ['mse_loss', { input: ['N', 2], target: [4, 2] }, { reduction: 'none' }, [4, 2]],
  ['nll_loss', { input: ['N', 10, '?'], target: ['N', 5], weight: [10] }, { reduction: 'none' }, ['N', '?']],
  ['multi_margin_loss', { input: ['N', '?'], target: [4] }, { reduction: 'none' }, ['N']],
  ['multi_margin_loss', { input: [10], target: [] }, { reduction: 'none' }, []],
  ['bce_loss', { input: ['N', 2], target: [4, '?'], weight: [2] }, { reduction: 'none' }, [4, 2]],
  ['kl_div_loss', { input: ['N', 3], target: ['N', 3] }, { reduction: 'batchmean' }, []],
  ['huber_loss', { input: ['N', 1], target: ['?', 1] }, { reduction: 'none' }, ['N', 1]],
  ['cross_entropy_loss', { input: ['N', 10], target: ['N'] }, {}, []],
  ['cross_entropy_loss', { input: ['N', 10, 5], target: ['N', 5] }, { reduction: 'none' }, ['N', 5]],
  ['cross_entropy_loss', { input: [10], target: [] }, { reduction: 'none' }, []],
]

it.each(good)('%s %j %j gives %j', (op, shapes, attrs, result) => {
  const [shape] = Object.values(ops.get(op)!.shape(shapes, attrsOf(op, attrs)))
  expect(shape).toEqual(result)
})

const bad: readonly [op: string, shapes: Shapes, attrs: Attrs, port: string | null, message: string, hint: string][] = [
  [
    'affine',
    { x: ['N', 4], weight: [2, 3] },
    {},
    'x',
    '{node} needs x with 3 features, but {from:x} gives 4 ([N, 4]; weight is [2, 3]).',
    "Set {node}'s weight to [2, 4], or reshape {from:x} so that its last axis is 3.",
  ],
  [
    'affine',
    { x: [], weight: [2, 3] },
    {},
    'x',
    '{node} needs x with at least 1 axis, but {from:x} gives a single number ([]).',
    'Reshape {from:x} to [1].',
  ],
  [
    'affine',
    { x: [4, 3], weight: [2, 3] },
    { out_features: 5 },
    'weight',
    '{node} has out_features 5, but its weight has 2 rows ([2, 3]).',
    'Set out_features to 2, or use a weight of [5, 3].',
  ],
  [
    'affine',
    { x: [4, 3], weight: [2, 3], bias: [3] },
    {},
    'bias',
    '{node} needs a bias of shape [2], but gets [3].',
    'Use a bias of shape [2], or set bias to false.',
  ],
  [
    'matmul',
    { a: ['N', 4], b: [3, 5] },
    {},
    'b',
    '{node} needs b with 4 rows to match the 4 columns of {from:a} ([N, 4]), but {from:b} gives 3 ([3, 5]).',
    'Give {from:b} the shape [4, 5], or reshape {from:a}.',
  ],
  [
    'matmul',
    { a: [], b: [3, 5] },
    {},
    'a',
    '{node} multiplies vectors and matrices, but {from:a} gives a single number ([]).',
    'Use Multiply for single numbers, or reshape it to [1, 1].',
  ],
  [
    'matmul',
    { a: [2, 3, 4], b: [3, 4, 5] },
    {},
    'b',
    '{node} cannot pair the matrices of {from:a} ([2, 3, 4]) with those of {from:b} ([3, 4, 5]): their leading sizes differ.',
    'Make the axes before the last two equal or 1.',
  ],
  [
    'conv2d',
    { x: ['N', 784], weight: [6, 1, 5, 5] },
    {},
    'x',
    '{node} needs images [N, channels, height, width] with 4 axes, but {from:x} gives 2 ([N, 784]).',
    'Insert a reshape to 4 axes, for example [-1, 1, 28, 28].',
  ],
  [
    'conv2d',
    { x: ['N', 3, 8, 8], weight: [6, 1, 5, 5] },
    {},
    'x',
    '{node} needs x with 1 channel, but {from:x} gives 3 ([N, 3, 8, 8]; weight is [6, 1, 5, 5]).',
    "Set {node}'s weight to [6, 3, 5, 5], or change the channels of {from:x}.",
  ],
  [
    'conv2d',
    { x: ['N', 3, 4, 8], weight: [6, 3, 5, 5] },
    {},
    'x',
    '{node} needs x with height 5 or more, because its window reaches over 5, but {from:x} gives height 4 ([N, 3, 4, 8]).',
    'Use a smaller kernel_size, or raise the padding of {node} to 1.',
  ],
  [
    'conv2d',
    { x: ['N', 3, 4, 8], weight: [6, 3, 5, 5] },
    { dilation: 2, padding: 1 },
    'x',
    '{node} needs x with height 7 or more, because its window reaches over 9 and padding adds 2, but {from:x} gives height 4 ([N, 3, 4, 8]).',
    'Use a smaller kernel_size or dilation, or raise the padding of {node} to 3.',
  ],
  [
    'conv2d',
    { x: ['N', 3, 8, 8], weight: [6, 3, 5] },
    {},
    'weight',
    '{node} needs a weight with 4 axes [out_channels, in_channels, height, width], but gets [6, 3, 5].',
    'Reshape the weight to four axes.',
  ],
  [
    'conv2d',
    { x: ['N', 3, 8, 8], weight: [6, 1, 5, 5] },
    { groups: 2 },
    'x',
    '{node} has 2 groups, but {from:x} gives 3 channels ([N, 3, 8, 8]), which do not divide evenly.',
    'Set groups to a divisor of 3.',
  ],
  [
    'conv2d',
    { x: ['N', 4, 8, 8], weight: [5, 2, 3, 3] },
    { groups: 2 },
    'weight',
    '{node} has 2 groups, but 5 output channels ([5, 2, 3, 3]), which do not divide evenly.',
    'Set groups to a divisor of 5, or out_channels to a multiple of 2.',
  ],
  [
    'conv2d',
    { x: ['N', 4, 8, 8], weight: [5, 4, 3, 3] },
    { out_channels: 6 },
    'weight',
    '{node} has out_channels 6, but its weight makes 5 ([5, 4, 3, 3]).',
    'Set out_channels to 5, or use a weight of [6, 4, 3, 3].',
  ],
  [
    'conv2d',
    { x: ['N', 4, 8, 8], weight: [5, 4, 3, 3] },
    { kernel_size: 5 },
    'weight',
    '{node} has kernel_size [5, 5], but its weight has kernels of [3, 3] ([5, 4, 3, 3]).',
    'Set kernel_size to [3, 3], or use a weight of [5, 4, 5, 5].',
  ],
  [
    'conv2d',
    { x: ['N', 4, 8, 8], weight: [5, 4, 3, 3], bias: [4] },
    {},
    'bias',
    '{node} needs a bias of shape [5], but gets [4].',
    'Use a bias of shape [5], or set bias to false.',
  ],
  [
    'max_pool2d',
    { x: ['N', 4, 8] },
    { kernel_size: 2 },
    'x',
    '{node} needs images [N, channels, height, width] with 4 axes, but {from:x} gives 3 ([N, 4, 8]).',
    'Insert a reshape to 4 axes, for example [-1, 1, 28, 28].',
  ],
  [
    'max_pool2d',
    { x: ['N', 4, 8, 1] },
    { kernel_size: 2 },
    'x',
    '{node} needs x with width 2 or more, because its window reaches over 2, but {from:x} gives width 1 ([N, 4, 8, 1]).',
    'Use a smaller kernel_size, or raise the padding of {node} to 1.',
  ],
  [
    'avg_pool2d',
    { x: ['N', 4, 8, 8] },
    { kernel_size: 3, padding: 2 },
    null,
    '{node} has padding 2 for a window of height 3; a pool may be padded by half its window at most.',
    'Set padding to 1 or less, or use a larger kernel_size.',
  ],
  [
    'flatten',
    { x: ['N'] },
    {},
    'x',
    '{node} has start_dim 1, but {from:x} has only 1 axis ([N]).',
    'Set start_dim of {node} to a number from -1 to 0.',
  ],
  [
    'flatten',
    { x: ['N', 2, 3] },
    { start_dim: 2, end_dim: 1 },
    'x',
    '{node} has start_dim 2 behind end_dim 1 for {from:x} ([N, 2, 3]).',
    'Set start_dim to the same axis as end_dim, or to one before it.',
  ],
  [
    'reshape',
    { x: [3, 4] },
    { shape: [5, -1] },
    'x',
    '{node} cannot arrange {from:x} ([3, 4]) as [5, -1]: 12 numbers do not divide evenly by 5.',
    'Choose sizes whose product divides 12.',
  ],
  [
    'reshape',
    { x: [3, 4] },
    { shape: [2, 5] },
    'x',
    '{node} cannot arrange {from:x} ([3, 4]) as [2, 5]: that needs 10 numbers, not 12.',
    'Choose sizes whose product is 12, or set one of them to -1.',
  ],
  [
    'reshape',
    { x: ['N', 4] },
    { shape: [3, 3] },
    'x',
    '{node} cannot arrange {from:x} ([N, 4]) as [3, 3]: 9 is not a multiple of 4.',
    'Choose sizes whose product is a multiple of 4, or set one of them to -1.',
  ],
  [
    'add',
    { a: ['N', 3], b: ['N', 4] },
    {},
    'b',
    '{node} cannot combine {from:a} ([N, 3]) and {from:b} ([N, 4]): their sizes 3 and 4 on the last axis differ, and neither is 1.',
    'Make {from:b} [N, 3], or reshape one of them so that sizes are equal or 1, compared from the last axis.',
  ],
  [
    'div',
    { a: [2, 3], b: [4, 1] },
    {},
    'b',
    '{node} cannot combine {from:a} ([2, 3]) and {from:b} ([4, 1]): their sizes 2 and 4 on axis 0 differ, and neither is 1.',
    'Make {from:b} [2, 3], or reshape one of them so that sizes are equal or 1, compared from the last axis.',
  ],
  [
    'pow',
    { a: [2], b: [3] },
    {},
    'b',
    '{node} cannot combine {from:a} ([2]) and {from:b} ([3]): their sizes 2 and 3 on the last axis differ, and neither is 1.',
    'Make {from:b} [2], or reshape one of them so that sizes are equal or 1, compared from the last axis.',
  ],
  [
    'sum',
    { x: ['N', 3] },
    { dim: 2 },
    'x',
    '{node} has dim 2, but {from:x} has only 2 axes ([N, 3]).',
    'Set dim of {node} to a number from -2 to 1.',
  ],
  [
    'mean',
    { x: ['N', 3] },
    { dim: [1, -1] },
    'x',
    '{node} has dim [1, -1], which names axis 1 of {from:x} ([N, 3]) twice.',
    'Name each axis once.',
  ],
  [
    'softmax',
    { x: ['N', 3] },
    { dim: -3 },
    'x',
    '{node} has dim -3, but {from:x} has only 2 axes ([N, 3]).',
    'Set dim of {node} to a number from -2 to 1.',
  ],
  [
    'mse_loss',
    { input: ['N', 2], target: ['N', 3] },
    {},
    'target',
    '{node} compares input and target element by element, but {from:input} gives [N, 2] and {from:target} gives [N, 3].',
    'Give {from:target} the shape [N, 2], or reshape one of them.',
  ],
  [
    'mse_loss',
    { input: ['N', 1], target: ['N'] },
    {},
    'target',
    '{node} compares input and target element by element, but {from:input} gives [N, 1] and {from:target} gives [N].',
    'Give {from:target} the shape [N, 1], or reshape one of them.',
  ],
  [
    'bce_with_logits_loss',
    { input: ['N', 2], target: ['N', 2], pos_weight: [3] },
    {},
    'pos_weight',
    '{node} needs a pos_weight that broadcasts to its input ([N, 2]), but {from:pos_weight} gives [3].',
    'Give {from:pos_weight} the shape [N, 2], or one that repeats to it.',
  ],
  [
    'bce_with_logits_loss',
    { input: [2], target: [2], weight: [4, 2] },
    {},
    'weight',
    '{node} needs a weight that broadcasts to its input ([2]), but {from:weight} gives [4, 2].',
    'Give {from:weight} the shape [2], or one that repeats to it.',
  ],
  [
    'cross_entropy_loss',
    { input: ['N', 10], target: ['N', 1] },
    {},
    'target',
    '{node} needs class numbers of shape [N] or probabilities of shape [N, 10] as target, but {from:target} gives [N, 1] (input is [N, 10]).',
    'Insert a reshape of {from:target} to [-1], or give it one probability for each class.',
  ],
  [
    'cross_entropy_loss',
    { input: [4, 10], target: [5] },
    {},
    'target',
    '{node} needs class numbers of shape [4] or probabilities of shape [4, 10] as target, but {from:target} gives [5] (input is [4, 10]).',
    'Give {from:target} the shape [4], with one class number for each example.',
  ],
  [
    'cross_entropy_loss',
    { input: [], target: [] },
    {},
    'input',
    '{node} needs scores with an axis of classes, [N, classes], but {from:input} gives a single number ([]).',
    'Wire the scores of all classes, one row for each example.',
  ],
  [
    'cross_entropy_loss',
    { input: [4, 10], target: [4], weight: [9] },
    {},
    'weight',
    '{node} needs one weight for each of 10 classes ([10]), but {from:weight} gives [9].',
    'Give {from:weight} the shape [10].',
  ],
]

it.each(bad)('%s %j %j is refused at %s', (op, shapes, attrs, port, message, hint) => {
  const found = problemOf(() => ops.get(op)!.shape(shapes, attrsOf(op, attrs)))
  expect({ port: found.port, message: found.message, hint: found.hint }).toEqual({ port, message, hint })
})

function problemOf(work: () => unknown): ShapeProblem {
  try {
    work()
  } catch (problem) {
    if (problem instanceof ShapeProblem) return problem
    throw problem
  }
  throw new Error('Nothing was refused.')
}

describe('implicit parameters', () => {
  const parameter = (op: string, port: string) => ops.get(op)!.inputs[port]!.parameter!

  it('take their shape from the input and the attributes', () => {
    const attrs = attrsOf('conv2d', { out_channels: 8, kernel_size: [3, 5], groups: 2 })
    expect(parameter('conv2d', 'weight').shape({ x: ['N', 6, 9, 9] }, attrs)).toEqual([8, 3, 3, 5])
    expect(parameter('conv2d', 'weight').fanIn({ x: ['N', 6, 9, 9] }, attrs)).toBe(45)
    expect(parameter('conv2d', 'bias').shape({ weight: [8, 3, 3, 5] }, attrs)).toEqual([8])
    expect(parameter('conv2d', 'bias').fanIn({ weight: [8, 3, 3, 5] }, attrs)).toBe(45)
    expect(parameter('affine', 'weight').shape({ x: ['N', 4] }, attrsOf('affine', { out_features: 3 }))).toEqual([3, 4])
  })

  it.each([
    ['affine', {}, '{node} does not know how many outputs it has.', 'Set out_features, or wire a weight.'],
    [
      'conv2d',
      { kernel_size: 3 },
      '{node} does not know how many output channels it has.',
      'Set out_channels, or wire a weight.',
    ],
    [
      'conv2d',
      { out_channels: 3 },
      '{node} does not know how large its kernels are.',
      'Set kernel_size, or wire a weight.',
    ],
  ])('%s %j says what is missing', (op, attrs, message, hint) => {
    const found = problemOf(() => parameter(op, 'weight').shape({ x: ['N', 3, 8, 8] }, attrsOf(op, attrs)))
    expect([found.message, found.hint, found.code]).toEqual([message, hint, 'missing-attribute'])
  })
})

describe('class numbers', () => {
  const op = ops.get('cross_entropy_loss')!
  const input = fromArray([2, 3], [0, 0, 0, 0, 0, 0])

  it('that do not exist are refused in words', () => {
    const target = fromArray([2], [1, 3], 'int64')
    expect(op.checkValues!({ input, target }, attrsOf(op.id, {}))).toEqual({
      port: 'target',
      message: '{node} has 3 classes (numbers 0 to 2), but {from:target} holds 3 (element 1).',
      hint: 'Use class numbers from 0 to 2, or give {from:input} a score for each class.',
    })
  })

  it('may be the one that is ignored', () => {
    expect(op.checkValues!({ input, target: fromArray([2], [-100, 2], 'int64') }, attrsOf(op.id, {}))).toBeNull()
    expect(
      op.checkValues!({ input: fromArray([3], [0, 0, 0]), target: scalar(2, 'int64') }, attrsOf(op.id, {})),
    ).toBeNull()
  })
})

describe('attributes', () => {
  it('take one number for height and width', () => {
    expect(attrsOf('conv2d', { kernel_size: 3, stride: [2, 1] })).toMatchObject({ kernel_size: [3, 3], stride: [2, 1] })
    expect(attrsOf('max_pool2d', { kernel_size: 2 })).toMatchObject({ kernel_size: [2, 2], stride: null })
  })

  it.each([
    ['reshape', { shape: [-1, -1] }],
    ['reshape', {}],
    ['max_pool2d', {}],
    ['conv2d', { stride: 0 }],
    ['mse_loss', { reduction: 'average' }],
    ['parameter', { shape: ['N'] }],
  ])('of %s refuse %j', (op, attrs) => {
    expect(ops.get(op)!.attrs.safeParse(attrs).success).toBe(false)
  })
})
