/** @file A graph as an ONNX model, byte by byte: just what the bench needs of the format (onnx.proto, opset 17). */

const text = new TextEncoder()

function joined(parts) {
  const all = new Uint8Array(parts.reduce((n, { length }) => n + length, 0))
  let at = 0
  for (const part of parts) {
    all.set(part, at)
    at += part.length
  }
  return all
}

function varint(value) {
  let rest = BigInt.asUintN(64, BigInt(value))
  const bytes = []
  do {
    const low = Number(rest & 127n)
    rest >>= 7n
    bytes.push(rest ? low | 128 : low)
  } while (rest)
  return Uint8Array.from(bytes)
}

const number = (field, value) => joined([varint(field << 3), varint(value)])
const bytes = (field, value) => joined([varint((field << 3) | 2), varint(value.length), value])
const string = (field, value) => bytes(field, text.encode(value))

const FLOAT = 1
const INT64 = 7

function tensorProto(name, shape, data) {
  const raw = new Uint8Array(data.buffer, data.byteOffset, data.byteLength)
  const type = data instanceof Float32Array ? FLOAT : INT64
  return joined([...shape.map((size) => number(1, size)), number(2, type), string(8, name), bytes(9, raw)])
}

function attribute(name, value) {
  const list = Array.isArray(value)
  return joined([
    string(1, name),
    ...(list ? value.map((x) => number(8, x)) : [number(3, value)]),
    number(20, list ? 7 : 2),
  ])
}

function valueInfo(name, shape) {
  const dims = joined(shape.map((size) => bytes(1, number(1, size))))
  return joined([string(1, name), bytes(2, bytes(1, joined([number(1, FLOAT), bytes(2, dims)])))])
}

export class OnnxGraph {
  #nodes = []
  #constants = []
  #inputs = []
  #outputs = []
  #names = 0

  input(name, shape) {
    this.#inputs.push(valueInfo(name, shape))
    return name
  }

  constant(shape, values) {
    const name = `c${this.#names++}`
    this.#constants.push(tensorProto(name, shape, Float32Array.from(values)))
    return name
  }

  integers(values) {
    const name = `c${this.#names++}`
    this.#constants.push(tensorProto(name, [values.length], BigInt64Array.from(values.map(BigInt))))
    return name
  }

  op(type, inputs, attributes = {}, results = 1) {
    const outputs = Array.from({ length: results }, () => `v${this.#names++}`)
    this.#nodes.push(
      joined([
        ...inputs.map((name) => string(1, name)),
        ...outputs.map((name) => string(2, name)),
        string(4, type),
        ...Object.entries(attributes).map(([name, value]) => bytes(5, attribute(name, value))),
      ]),
    )
    return results === 1 ? outputs[0] : outputs
  }

  output(name, shape) {
    this.#outputs.push(valueInfo(name, shape))
    return name
  }

  bytes() {
    const graph = joined([
      ...this.#nodes.map((node) => bytes(1, node)),
      string(2, 'bench'),
      ...this.#constants.map((tensor) => bytes(5, tensor)),
      ...this.#inputs.map((info) => bytes(11, info)),
      ...this.#outputs.map((info) => bytes(12, info)),
    ])
    const opset = joined([string(1, ''), number(2, 17)])
    return joined([number(1, 8), string(2, 'gradwire-bench'), bytes(7, graph), bytes(8, opset)])
  }
}
