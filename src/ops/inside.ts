/** @file The inside of a composite op: a small graph of simpler ops, and the builder that writes it down. */
import { numel, type Shape } from '../tensor'
import constantOp from './constant.op'
import type { Attrs, Inside, InsideNode, Op, Source, SomeShapes } from './op'

export type { Inside, InsideNode, Source } from './op'

/** The name under which a value inside is kept; inputs of the composite have no node. */
export const sourceKey = ({ node, port }: Source): string => `${node ?? ''}.${port}`

export class InsideBuilder {
  readonly nodes: InsideNode[] = []

  /** Adds a node and gives its first output. Inputs that are undefined stay unwired. */
  op(name: string, op: Op, inputs: Readonly<Record<string, Source | undefined>>, given: Attrs = {}): Source {
    const wired: Record<string, Source> = {}
    for (const [port, source] of Object.entries(inputs)) if (source) wired[port] = source
    this.#add({ name, op, given, attrs: op.attrs.parse(given) as Attrs, inputs: wired })
    return { node: name, port: Object.keys(op.outputs)[0]! }
  }

  /** Fixed numbers: one for all elements, or all of them in row-major order. */
  constant(name: string, value: number | readonly number[], shape: Shape = []): Source {
    const given = typeof value === 'number' ? { shape, value } : { shape }
    if (typeof value !== 'number' && value.length !== numel(shape))
      throw new Error(`${name} has ${value.length} numbers for ${numel(shape)} places.`)
    const node = { name, op: constantOp, given, attrs: constantOp.attrs.parse(given) as Attrs, inputs: {} }
    this.#add(typeof value === 'number' ? node : { ...node, data: value })
    return { node: name, port: 'y' }
  }

  #add(node: InsideNode) {
    if (this.nodes.some(({ name }) => name === node.name)) throw new Error(`Two nodes inside are called ${node.name}.`)
    this.nodes.push(node)
  }
}

/** Shapes of all values inside, by the ops' own rules; inputs are under ".port". */
export function insideShapes({ nodes }: Inside, shapes: SomeShapes): SomeShapes {
  const known: Record<string, SomeShapes[string]> = {}
  for (const [port, shape] of Object.entries(shapes)) if (shape) known[`.${port}`] = shape
  for (const { name, op, attrs, inputs } of nodes) {
    const given = Object.fromEntries(Object.entries(inputs).map(([port, source]) => [port, known[sourceKey(source)]]))
    for (const [port, shape] of Object.entries(op.shape(given, attrs))) known[sourceKey({ node: name, port })] = shape
  }
  return known
}
