/** @file 32-mnist-cnn.json and 33-fashion-cnn.json: one small convolutional network, for two data sets. */
import { documentOf } from './graph.mjs'

const EXAMPLES = 8000

/**
 * Two rounds of convolution, batch norm, ReLU and pooling, and two affine layers behind dropout.
 * @param {{ name: string, description: string, dataset: string, epochs: number }} wish
 */
function cnn({ name, description, dataset, epochs, batchSize = 64 }) {
  const conv = (out_channels, rest = {}) => ({ kernel_size: [5, 5], out_channels, ...rest })
  const pool = { kernel_size: [2, 2] }
  const after = (x) => ({ x })
  return documentOf(
    {
      x: { op: 'input', label: 'x', at: [0, 0], attrs: { shape: ['N', 1, 28, 28] } },
      c1: { op: 'conv2d', label: 'c₁', at: [1, 0], attrs: conv(16, { padding: [2, 2] }), from: after('x') },
      b1: { op: 'batch_norm', label: 'b₁', at: [2, 0], from: after('c1') },
      a1: { op: 'relu', label: 'a₁', at: [3, 0], from: after('b1') },
      p1: { op: 'max_pool2d', label: 'p₁', at: [4, 0], attrs: pool, from: after('a1') },
      c2: { op: 'conv2d', label: 'c₂', at: [0, 1], attrs: conv(32), from: after('p1') },
      b2: { op: 'batch_norm', label: 'b₂', at: [1, 1], from: after('c2') },
      a2: { op: 'relu', label: 'a₂', at: [2, 1], from: after('b2') },
      p2: { op: 'max_pool2d', label: 'p₂', at: [3, 1], attrs: pool, from: after('a2') },
      f: { op: 'flatten', label: 'f', at: [4, 1], from: after('p2') },
      d1: { op: 'dropout', label: 'd₁', at: [0, 2], attrs: { p: 0.4 }, from: after('f') },
      z1: { op: 'affine', label: 'z₁', at: [1, 2], attrs: { out_features: 128 }, from: after('d1') },
      h1: { op: 'relu', label: 'h₁', at: [2, 2], from: after('z1') },
      d2: { op: 'dropout', label: 'd₂', at: [3, 2], attrs: { p: 0.4 }, from: after('h1') },
      z2: { op: 'affine', label: 'z₂', at: [4, 2], attrs: { out_features: 10 }, from: after('d2') },
      t: { op: 'input', label: 't', at: [4, 2.8], attrs: { dtype: 'int64', shape: ['N'] } },
      L: { op: 'cross_entropy_loss', label: 'L', at: [5, 2.2], from: { input: 'z2', target: 't' } },
    },
    {
      name,
      description,
      objective: { node: 'L', port: 'loss' },
      data: { dataset, inputs: { x: 'image', t: 'label' } },
      training: {
        optimizer: { kind: 'adamw', lr: 0.003, weight_decay: 0.01 },
        schedule: { kind: 'one_cycle', pct_start: 0.25 },
        steps: epochs * Math.ceil(EXAMPLES / batchSize),
        batchSize,
        seed: 0,
        tolerance: null,
      },
    },
  )
}

export const mnistCnn = () =>
  cnn({
    name: 'CNN on MNIST digits: 98 %',
    description:
      'Convolution, batch norm, ReLU and pooling, twice; then two affine layers behind dropout. Press Train and watch Training: six epochs over 8,000 digits bring it above 98 % on 2,000 that it never saw. Filters shows its kernels meanwhile.',
    dataset: 'mnist',
    epochs: 6,
  })

export const fashionCnn = () =>
  cnn({
    name: 'CNN on Fashion-MNIST',
    description:
      'The network of the digits on pictures of clothes, which are harder to tell apart: shirts look like coats. Press Train and watch Training: six epochs bring it above 85 % on 2,000 pictures that it never saw.',
    dataset: 'fashion-mnist',
    epochs: 6,
  })
