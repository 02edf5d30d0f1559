/**
 * @file What a new node starts with, so that it can run at once: sizes that a student would try first, and numbers for
 * inputs. The first input is the four rows of XOR, the next one their targets, so that a network built by hand trains.
 */
import { ops, type Attrs } from '../../ops'
import type { GraphDocument, StoredTensor } from '../../graph'

export interface OpDefaults {
  readonly attrs: Attrs
  /** By port of the node. */
  readonly tensors: Readonly<Record<string, StoredTensor>>
  /** The letter that the node is named with. */
  readonly letter: string
}

const XOR_ROWS = [0, 0, 0, 1, 1, 0, 1, 1]
const XOR_TARGETS = [0, 1, 1, 0]
/** Above this many examples a column of zeros is no help to anybody. */
const MOST_ROWS = 1024

const column = (data: number[]): StoredTensor => ({ dtype: 'float64', shape: [data.length, 1], data })

/** Values that the op demands and has no default for. */
const REQUIRED: Readonly<Record<string, unknown>> = { kernel_size: 2, shape: [-1], out_channels: 4 }

/** @param integer whether what it is wired to takes whole numbers: class targets. */
export function opDefaults(op: string, document: GraphDocument, { integer = false } = {}): OpDefaults {
  const letter = ops.get(op)?.letter ?? 'n'
  switch (op) {
    case 'input':
      return inputDefaults(document, letter, integer)
    case 'affine':
      // The first layer gets a few hidden neurons; a later one is most often the output.
      return { letter, attrs: { out_features: has(document, 'affine') ? 1 : 3 }, tensors: {} }
    default:
      return { letter, attrs: ops.get(op)?.fresh ?? required(op), tensors: {} }
  }
}

function inputDefaults(document: GraphDocument, letter: string, integer: boolean): OpDefaults {
  const first = Object.keys(document.nodes).find((id) => document.nodes[id]!.op === 'input')
  if (first === undefined)
    return {
      letter,
      attrs: { shape: ['N', 2] },
      tensors: { y: { dtype: 'float64', shape: [4, 2], data: [...XOR_ROWS] } },
    }
  // A second input is most often the target: one number for each example of the first.
  const rows = document.tensors[`${first}.y`]?.shape[0]
  const inputs = Object.values(document.nodes).filter((node) => node.op === 'input').length
  const data =
    rows === XOR_TARGETS.length ? [...XOR_TARGETS] : new Array<number>(Math.min(rows ?? 0, MOST_ROWS)).fill(0)
  const known = data.length > 0 && data.length === (rows ?? 0)
  const name = inputs === 1 ? 't' : letter
  if (integer)
    return {
      letter: name,
      attrs: { shape: ['N'], dtype: 'int64' },
      tensors: known ? { y: { dtype: 'int64', shape: [data.length], data } } : {},
    }
  return { letter: name, attrs: { shape: ['N', 1] }, tensors: known ? { y: column(data) } : {} }
}

/** Asks the op's own schema which attributes are missing. */
function required(op: string): Attrs {
  const parsed = ops.get(op)?.attrs.safeParse({})
  if (!parsed || parsed.success) return {}
  const missing = parsed.error.issues.map((issue) => String(issue.path[0])).filter((name) => name in REQUIRED)
  return Object.fromEntries(missing.map((name) => [name, REQUIRED[name]]))
}

const has = (document: GraphDocument, op: string) => Object.values(document.nodes).some((node) => node.op === op)
