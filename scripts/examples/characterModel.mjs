/** @file 40-character-model.json: a small transformer (Vaswani et al. 2017, with the norm before each part) on a text. */
import { documentOf } from './graph.mjs'

/** Symbols of the shipped text in small letters. */
const SYMBOLS = 40

export function characterModel({ length = 48, features = 64, heads = 4, stride = 8, ...training } = {}) {
  const places = {
    x: { op: 'input', label: 'x', at: [0, 1], attrs: { dtype: 'int64', shape: ['N', length] } },
    e: {
      op: 'embedding',
      label: 'e',
      at: [1, 1],
      attrs: { num_embeddings: SYMBOLS, embedding_dim: features, init: 'xavier_uniform' },
      from: { index: 'x' },
    },
    p: { op: 'parameter', label: 'p', at: [1, 0], attrs: { shape: [length, features], init: 'normal' } },
    h0: { op: 'add', label: 'h₀', at: [2, 1], from: { a: 'e', b: 'p' } },
  }
  // What is added to goes straight on in the lanes in the middle; what is added is made above and below them.
  let last = 'h0'
  for (let b = 1; b <= 2; b++) {
    const lane = b === 1 ? 1 : 2.7
    const column = b === 1 ? 3 : 1
    const sub = String.fromCodePoint(0x2080 + b)
    const straight = (i) => [column + i, lane]
    const aside = (i) => [column + i, b === 1 ? lane - 1 : lane + 1]
    Object.assign(places, {
      [`n${b}`]: { op: 'layer_norm', label: `n${sub}`, at: aside(0), from: { x: last } },
      [`a${b}`]: {
        op: 'multihead_attention',
        label: `a${sub}`,
        at: aside(1),
        attrs: { is_causal: true, num_heads: heads },
        from: { query: `n${b}`, key: `n${b}`, value: `n${b}` },
      },
      [`s${b}`]: { op: 'add', label: `s${sub}`, at: straight(2), from: { a: last, b: `a${b}` } },
      [`m${b}`]: { op: 'layer_norm', label: `m${sub}`, at: aside(3), from: { x: `s${b}` } },
      [`z${b}`]: {
        op: 'affine',
        label: `z${sub}`,
        at: aside(4),
        attrs: { out_features: 4 * features },
        from: { x: `m${b}` },
      },
      [`g${b}`]: { op: 'gelu', label: `g${sub}`, at: aside(5), from: { x: `z${b}` } },
      [`f${b}`]: { op: 'affine', label: `f${sub}`, at: aside(6), attrs: { out_features: features }, from: { x: `g${b}` } },
      [`h${b}`]: { op: 'add', label: `h${sub}`, at: straight(7), from: { a: `s${b}`, b: `f${b}` } },
    })
    last = `h${b}`
  }
  const [column, lane] = [9, 2.7]
  Object.assign(places, {
    n: { op: 'layer_norm', label: 'n', at: [column, lane], from: { x: last } },
    y: { op: 'affine', label: 'y', at: [column + 1, lane], attrs: { out_features: SYMBOLS }, from: { x: 'n' } },
    u: { op: 'transpose', label: 'yᵀ', at: [column + 2, lane], attrs: { dim0: 1, dim1: 2 }, from: { x: 'y' } },
    t: { op: 'input', label: 't', at: [column + 2, lane + 1], attrs: { dtype: 'int64', shape: ['N', length] } },
    L: { op: 'cross_entropy_loss', label: 'L', at: [column + 3, lane + 0.3], from: { input: 'u', target: 't' } },
  })
  return documentOf(places, {
    name: 'A character model that writes',
    description:
      'A small transformer reads 48 characters of a text and says after each what comes next: embedding, causal attention, layer norm. Press Train and open Write: letters turn into words, and words into lines, while you watch.',
    objective: { node: 'L', port: 'loss' },
    data: { dataset: 'text', inputs: { x: 'input', t: 'next' }, settings: { length, stride } },
    training: {
      optimizer: { kind: 'adamw', lr: 0.003, weight_decay: 0.05 },
      schedule: { kind: 'one_cycle', pct_start: 0.1 },
      clip: { norm: 1 },
      steps: 1200,
      batchSize: 32,
      seed: 0,
      tolerance: null,
      ...training,
    },
  })
}
