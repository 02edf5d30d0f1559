/** @file The graph as the cost model sees it: tensors, joined by patterns of scalar edges. */
import { isConcrete, nameOf, type CheckResult } from '../check'
import { portKey, type GraphDocument } from '../graph'
import { SOURCE_OPS } from '../ops'
import { shapeText, type Shape } from '../tensor'
import { LinkBuilder, workOf, type Link } from './costBuilder'
import type { NodeRecord } from './evaluate'

/** A tensor of trainable numbers. */
export interface ParameterTensor {
  readonly key: string
  readonly shape: Shape
}

export interface Links {
  /** By head in topological order. */
  readonly links: readonly Link[]
  readonly parameters: readonly ParameterTensor[]
  readonly shapeOf: (key: string) => Shape
  readonly objective: string
}

/** What keeps the cost model from counting, in words. */
export class CostProblem extends Error {
  constructor(
    readonly code: string,
    message: string,
    readonly hint: string,
    readonly node?: string,
    readonly port?: string,
  ) {
    super(message)
    this.name = 'CostProblem'
  }
}

/**
 * @param recordOf numbers of a node, asked for only if some op chooses by its numbers (max pooling).
 * @throws CostProblem when there is no objective, or a size is not known.
 */
export function linksOf(
  document: GraphDocument,
  { order, shapes, objective, diagnostics }: CheckResult,
  recordOf: (node: string) => NodeRecord,
): Links {
  if (!objective) {
    const why = diagnostics.find((d) => d.code.startsWith('objective'))
    throw new CostProblem(
      'objective',
      why?.message ?? 'There is nothing to differentiate.',
      why?.hint ?? 'Add a loss, or set the objective.',
    )
  }
  const builder = new LinkBuilder((key) => concrete(document, key, shapes[key]!))
  const parameters: ParameterTensor[] = []
  for (const node of order) {
    const own = node.op.id === 'parameter' ? ['y'] : node.parameters
    for (const port of own) {
      const key = portKey(node.id, port)
      parameters.push({ key, shape: builder.shapeOf(key) })
    }
    if (!SOURCE_OPS.has(node.op.id)) builder.add(workOf(node, () => recordOf(node.id)))
  }
  return {
    links: builder.links,
    parameters,
    shapeOf: builder.shapeOf,
    objective: builder.keyOf(portKey(objective.node, objective.port)),
  }
}

/** @throws CostProblem when a size is not known. */
function concrete(document: GraphDocument, key: string, shape: readonly (number | string)[]): Shape {
  if (isConcrete(shape)) return shape
  const [id, port] = key.split('.') as [string, string?]
  const size = shape.find((entry) => typeof entry === 'string')
  throw new CostProblem(
    'unknown-size',
    `${nameOf(document, id)} has shape ${shapeText(shape)}, and ${size === '?' ? 'a size of it' : size} is not known, so its multiplications cannot be counted.`,
    `Give the inputs numbers, or write a number in the place of ${size === '?' ? 'the unknown size' : size}.`,
    id,
    port,
  )
}
