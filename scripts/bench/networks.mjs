/** @file The networks of the bench with their numbers, seeded: the same for every engine, PyTorch's layouts. */

/** mulberry32: the same numbers in every engine and in Python. */
function uniformFrom(seed) {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), state | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

function numbers(seed) {
  const uniform = uniformFrom(seed)
  const normal = (count, scale) =>
    Float32Array.from(
      { length: count },
      () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform()) * scale,
    )
  const tensor = (shape, scale) => ({
    shape,
    data: normal(
      shape.reduce((n, size) => n * size, 1),
      scale,
    ),
  })
  const zeros = (shape) => ({ shape, data: new Float32Array(shape.reduce((n, size) => n * size, 1)) })
  const classes = (count, of) => ({
    shape: [count],
    data: Float64Array.from({ length: count }, () => Math.floor(uniform() * of)),
  })
  return { uniform, tensor, zeros, classes }
}

/** A small perceptron: every value and every gradient is looked at. */
export function tinyMlp() {
  const { tensor, uniform } = numbers(1)
  const target = { shape: [32, 1], data: Float32Array.from({ length: 32 }, () => uniform()) }
  const layer = (from, to, scale) => ({ weight: tensor([to, from], scale), bias: tensor([to], 0.1) })
  return { kind: 'tiny', x: tensor([32, 2], 1), target, layers: [layer(2, 8, 0.8), layer(8, 8, 0.5), layer(8, 1, 0.5)] }
}

export function mnistMlp() {
  const { tensor, zeros, classes } = numbers(2)
  return {
    kind: 'mlp',
    lr: 0.05,
    x: tensor([64, 784], 0.3),
    target: classes(64, 10),
    layers: [
      { weight: tensor([128, 784], 0.05), bias: zeros([128]) },
      { weight: tensor([10, 128], 0.1), bias: zeros([10]) },
    ],
  }
}

/** 5×5 convolutions of 8 and 16 channels, each with ReLU and a 2×2 pool, and one affine layer. */
export function lenet() {
  const { tensor, zeros, classes } = numbers(3)
  return {
    kind: 'lenet',
    lr: 0.05,
    x: tensor([64, 1, 28, 28], 1),
    target: classes(64, 10),
    convolutions: [
      { weight: tensor([8, 1, 5, 5], 0.2), bias: zeros([8]) },
      { weight: tensor([16, 8, 5, 5], 0.07), bias: zeros([16]) },
    ],
    affine: { weight: tensor([10, 256], 0.06), bias: zeros([10]) },
  }
}

export function alexnetConvolution() {
  const { tensor } = numbers(4)
  return {
    x: tensor([1, 3, 224, 224], 1),
    weight: tensor([96, 3, 11, 11], 0.05),
    dy: tensor([1, 96, 54, 54], 1),
    stride: 4,
  }
}

export function matrices(n = 512) {
  const { tensor } = numbers(5)
  return { n, a: tensor([n, n], 1), b: tensor([n, n], 1) }
}

const stored = ({ shape, data }, dtype = 'float64') => ({ dtype, shape, data: Array.from(data) })

/** The same as a document of the editor. */
export function documentOf(network) {
  const document = { format: 'gradwire', version: 1, name: network.kind, nodes: {}, edges: {}, tensors: {}, layout: {} }
  const { nodes, edges, tensors } = document
  const wire = (from, node, port) => {
    edges[`${from}_${node}_${port}`] = { from: { node: from, port: 'y' }, to: { node, port } }
  }
  const classes = network.kind !== 'tiny'
  nodes.x = { op: 'input', attrs: { shape: ['N', ...network.x.shape.slice(1)] } }
  nodes.t = {
    op: 'input',
    attrs: { shape: ['N', ...network.target.shape.slice(1)], dtype: classes ? 'int64' : 'float64' },
  }
  tensors['x.y'] = stored(network.x)
  tensors['t.y'] = stored(network.target, classes ? 'int64' : 'float64')
  let last = 'x'
  const add = (id, op, attrs, parameters = {}) => {
    nodes[id] = { op, attrs }
    wire(last, id, op.endsWith('_loss') ? 'input' : 'x')
    for (const [port, tensor] of Object.entries(parameters)) tensors[`${id}.${port}`] = stored(tensor)
    last = id
  }
  network.convolutions?.forEach((layer, i) => {
    const [out, , kh, kw] = layer.weight.shape
    add(`conv${i}`, 'conv2d', { out_channels: out, kernel_size: [kh, kw] }, layer)
    add(`relu${i}`, 'relu', {})
    add(`pool${i}`, 'max_pool2d', { kernel_size: 2 })
  })
  if (network.affine) {
    add('flat', 'flatten', {})
    add('fc', 'affine', { out_features: network.affine.weight.shape[0] }, network.affine)
  }
  network.layers?.forEach((layer, i) => {
    add(`z${i}`, 'affine', { out_features: layer.weight.shape[0] }, layer)
    if (network.kind === 'tiny') add(`y${i}`, 'sigmoid', {})
    else if (i < network.layers.length - 1) add(`y${i}`, 'relu', {})
  })
  add('L', classes ? 'cross_entropy_loss' : 'mse_loss', {})
  wire('t', 'L', 'target')
  return document
}
