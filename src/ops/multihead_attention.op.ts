import { z } from 'zod'
import { fromArray, shapeText } from '../tensor'
import affine from './affine.op'
import { seenBy } from './attention'
import { defineComposite } from './composite'
import { ShapeProblem, type ShapesByPort } from './defineOp'
import { all, product, same } from './dependence'
import { checkInputs, checkWeights, features, project, rows, times, type PARTS } from './multihead'
import reshape from './reshape.op'
import attention from './scaled_dot_product_attention.op'
import transpose from './transpose.op'

const enabled = (attrs: { bias: boolean }) => attrs.bias

/** torch.nn.functional.multi_head_attention_forward with examples first (Vaswani et al. 2017). */
export default defineComposite({
  id: 'multihead_attention',
  category: 'attention',
  title: 'Multi-head attention',
  symbol: 'MHA',
  letter: 'a',
  summary:
    'Several attentions side by side, each on its own share of the features, so that positions can look for several things at once.',
  inputs: {
    query: { doc: 'The positions that ask: [N, length, features].' },
    key: { doc: 'The positions that are compared: [N, sources, features].' },
    value: { doc: 'What those positions hold: [N, sources, features].' },
    in_proj_weight: {
      doc: 'Weights that make queries, keys and values, one below the other: [3 · features, features].',
      parameter: {
        shape: (shapes) => [times(3, features(shapes)), features(shapes)],
        fanIn: features,
        init: 'xavier_uniform',
      },
    },
    in_proj_bias: {
      doc: 'Added to queries, keys and values: [3 · features].',
      enabled,
      parameter: { shape: (shapes) => [times(3, features(shapes))], fanIn: features, init: 'zeros' },
    },
    out_proj_weight: {
      doc: 'Weights that mix the heads: [features, features].',
      parameter: { shape: (shapes) => [features(shapes), features(shapes)], fanIn: features },
    },
    out_proj_bias: {
      doc: 'Added to the result: [features].',
      enabled,
      parameter: { shape: (shapes) => [features(shapes)], fanIn: features, init: 'zeros' },
    },
  },
  outputs: { y: { doc: '[N, length, features].' } },
  attrs: z.object({
    num_heads: z.int().min(1).max(1024).default(1).describe('Into how many heads the features are split.'),
    is_causal: z.boolean().default(false).describe('Whether a position sees only itself and those before it.'),
    bias: z.boolean().default(true).describe('Whether learned numbers are added to the projections.'),
  }),
  shape: (shapes, { num_heads }) => {
    checkInputs(shapes, num_heads)
    checkWeights(shapes, features(shapes as ShapesByPort))
    return { y: shapes.query }
  },
  inside: (build, inputs, { num_heads, is_causal }, shapes) => {
    const size = features(shapes)
    if (typeof size !== 'number')
      throw new ShapeProblem(
        'query',
        `{node} needs to know how many features {from:query} has (${shapeText(shapes.query)}).`,
        'Give {from:query} numbers, or write its sizes as numbers.',
      )
    const head = (name: (typeof PARTS)[number]) =>
      project(build, name, { x: inputs[name], weight: inputs.in_proj_weight, bias: inputs.in_proj_bias }, [
        shapes[name],
        size,
        num_heads,
      ])
    const heads = { q: head('query'), k: head('key'), v: head('value') }
    const attended = build.op('attention', attention, heads, { is_causal })
    const back = build.op('merged', transpose, { x: attended }, { dim0: 1, dim1: 2 })
    const joined = build.op('joined', reshape, { x: back }, { shape: [...rows(shapes.query, 'query'), size] })
    const { out_proj_weight: weight, out_proj_bias: bias } = inputs
    return { y: build.op('projected', affine, { x: joined, weight, bias }, { bias: bias !== undefined }) }
  },
  formula: {
    y: '{y} = \\left[\\,\\operatorname{head}_1 \\cdots \\operatorname{head}_h\\right] {out_proj_weight}^{\\top} + {out_proj_bias}',
  },
  derivative: {
    query: {
      formula: '\\delta_Q\\,W_Q',
      words:
        'The error passes back through the output weights and each head to its queries, then through their weights.',
    },
    key: {
      formula: '\\delta_K\\,W_K',
      words: 'The error reaches the keys over the scores that they took part in, then their weights.',
    },
    value: {
      formula: '\\delta_V\\,W_V',
      words: 'The error reaches the values by their share in each mixture, then their weights.',
    },
    in_proj_weight: {
      formula: '\\left[\\delta_Q^{\\top} {query};\\; \\delta_K^{\\top} {key};\\; \\delta_V^{\\top} {value}\\right]',
      words: 'Each weight takes the error of the query, key or value it made, times the feature that it multiplied.',
    },
    in_proj_bias: {
      formula: '\\textstyle\\sum_n \\left[\\delta_Q,\\; \\delta_K,\\; \\delta_V\\right]',
      words: 'Each number takes the errors of all queries, keys or values that it was added to.',
    },
    out_proj_weight: {
      formula: '{dy}^{\\top}\\,\\left[\\,\\operatorname{head}_1 \\cdots \\operatorname{head}_h\\right]',
      words: 'Each weight takes the error of its output times the mixture that it multiplied.',
    },
    out_proj_bias: {
      formula: '\\textstyle\\sum_n {dy}',
      local: '1',
      words: 'The bias takes the error of y unchanged.',
    },
  },
  dependence: {
    query: ({ query }) => product(same(query![0]! * query![1]!), all(query![2]!, query![2]!)),
    key: ({ query, key }, { is_causal }) =>
      product(same(key![0]!), seenBy(key![1]!, query![1]!, is_causal), all(key![2]!, query![2]!)),
    value: ({ query, value }, { is_causal }) =>
      product(same(value![0]!), seenBy(value![1]!, query![1]!, is_causal), all(value![2]!, query![2]!)),
    in_proj_weight: ({ in_proj_weight: w, y }) => product(all(w![0]! * w![1]!, y![0]! * y![1]! * y![2]!)),
    in_proj_bias: ({ in_proj_bias: b, y }) => product(all(b![0]!, y![0]! * y![1]! * y![2]!)),
    out_proj_weight: ({ y }) => product(all(1, y![0]! * y![1]!), same(y![2]!), all(y![2]!, 1)),
  },
  examples: [
    {
      // One position sees only itself: the value goes through both weights.
      inputs: {
        query: fromArray([1, 1, 1], [3]),
        key: fromArray([1, 1, 1], [1]),
        value: fromArray([1, 1, 1], [2]),
        in_proj_weight: fromArray([3, 1], [1, 1, 5]),
        in_proj_bias: fromArray([3], [0, 0, 1]),
        out_proj_weight: fromArray([1, 1], [2]),
        out_proj_bias: fromArray([1], [0.5]),
      },
      outputs: { y: fromArray([1, 1, 1], [22.5]) },
    },
    {
      attrs: { num_heads: 2, is_causal: true, bias: false },
      inputs: {
        query: fromArray([1, 2, 2], [0, 0, 0, 0]),
        key: fromArray([1, 2, 2], [1, 2, 3, 4]),
        value: fromArray([1, 2, 2], [2, 4, 4, 8]),
        in_proj_weight: fromArray([6, 2], [1, 0, 0, 1, 1, 0, 0, 1, 1, 0, 0, 1]),
        out_proj_weight: fromArray([2, 2], [0, 1, 1, 0]),
      },
      outputs: { y: fromArray([1, 2, 2], [4, 2, 6, 3]) },
    },
  ],
  spelling: {
    torch:
      'F.multi_head_attention_forward({query}.transpose(0, 1), {key}.transpose(0, 1), {value}.transpose(0, 1), {query}.shape[-1], {attrs.num_heads}, {in_proj_weight}, {in_proj_bias}, None, None, False, 0.0, {out_proj_weight}, {out_proj_bias}, need_weights=False, attn_mask=torch.triu(torch.full(({query}.shape[1], {key}.shape[1]), float("-inf")), 1) if {attrs.is_causal} else None)[0].transpose(0, 1)',
    onnx: null,
  },
})
