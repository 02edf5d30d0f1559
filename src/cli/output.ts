/** @file What the command line prints: JSON on stdout and nothing else there; words for people on stderr. */
import type { Tensor } from '../tensor'

/** Something a person can mend. `code`, `node` and `port` go into the JSON line, `hint` to stderr. */
export class CliProblem extends Error {
  constructor(
    readonly code: string,
    message: string,
    readonly hint?: string,
    readonly node?: string,
    readonly port?: string,
  ) {
    super(message)
    this.name = 'CliProblem'
  }
}

export type JsonTensor = { dtype: string; shape: readonly number[]; data: (number | boolean | string)[] }

/** `{ dtype, shape, data }`, flat and row-major; NaN and ±∞ as strings, bool as true/false. */
export function jsonTensor({ dtype, shape, data }: Tensor): JsonTensor {
  return {
    dtype,
    shape,
    data: Array.from(data, (x) => (dtype === 'bool' ? x !== 0 : Number.isFinite(x) ? x : String(x))),
  }
}

export function jsonTensors(tensors: ReadonlyMap<string, Tensor>): Record<string, JsonTensor> {
  return Object.fromEntries([...tensors].map(([key, tensor]) => [key, jsonTensor(tensor)]))
}

export function errorJson(problem: CliProblem) {
  return {
    error: {
      code: problem.code,
      message: problem.message,
      ...(problem.node ? { node: problem.node } : {}),
      ...(problem.port ? { port: problem.port } : {}),
    },
  }
}

/** Twelve numbers at most, for reading. */
function readableTensor({ dtype, shape, data }: Tensor): string {
  const shown = Array.from(data.subarray(0, 12), (x) => String(Number(x.toPrecision(6))))
  return `${dtype} [${shape.join(', ')}]  ${shown.join(' ')}${data.length > 12 ? ' …' : ''}`
}

/** One tensor a line. */
export function tensorTable(tensors: ReadonlyMap<string, Tensor>): string {
  const width = Math.max(0, ...[...tensors.keys()].map((key) => key.length))
  return [...tensors].map(([key, tensor]) => `${key.padEnd(width)}  ${readableTensor(tensor)}`).join('\n')
}
