/** @file The inside of a composite node as the command that opens it needs it: op names, attributes, and its own tensors. */
import { encodeTensor, portKey, type GraphDocument, type OpenedInside } from '../graph'
import { ShapeProblem, type Op } from '../ops'
import { initialParameter, inputShapes } from './initialize'
import { isConcrete } from './concrete'
import type { CheckResult, Diagnostic } from './types'
import { describeProblem, nameOf } from './words'

export type InsideAnswer =
  | { readonly ok: true; readonly inside: OpenedInside }
  | ({ readonly ok: false } & Pick<Diagnostic, 'code' | 'message' | 'hint'>)

/** Whether nodes of this op have an inside that can be opened. */
export const isComposite = (op: Op | undefined): boolean => op?.inside !== undefined

/**
 * The nodes that the node consists of, with the numbers of its own parameters: those that the document holds, else
 * those that they start with, so that opening it changes no number.
 */
export function insideOf(
  document: GraphDocument,
  { order, shapes, diagnostics }: CheckResult,
  id: string,
): InsideAnswer {
  const node = order.find((candidate) => candidate.id === id)
  const name = nameOf(document, id)
  if (!node) {
    const why = diagnostics.find((found) => found.severity === 'error' && found.node === id)
    return {
      ok: false,
      code: why?.code ?? 'not-sound',
      message: why?.message ?? `${name} cannot be opened while something before it is wrong.`,
      hint: why?.hint ?? 'Mend what Problems lists, then open it.',
    }
  }
  if (!node.op.inside)
    return {
      ok: false,
      code: 'not-composite',
      message: `${name} (${node.op.id}) does not consist of simpler operations.`,
      hint: 'Attention and recurrent cells can be opened.',
    }
  try {
    const inside = node.op.inside(node.attrs, inputShapes(node, shapes))
    const own: Record<string, OpenedInside['own'][string]> = {}
    for (const port of node.parameters) {
      const shape = shapes[portKey(id, port)]!
      if (!isConcrete(shape)) throw unknownSize(port)
      const seed = document.training?.seed ?? 0
      own[port] = document.tensors[portKey(id, port)] ?? encodeTensor(initialParameter(node, port, shapes, seed))
    }
    return {
      ok: true,
      inside: {
        nodes: inside.nodes.map(({ name: inner, op, given, inputs, data }) => ({
          name: inner,
          op: op.id,
          attrs: given as OpenedInside['nodes'][number]['attrs'],
          inputs,
          ...(data && {
            tensor: encodeTensor({ dtype: 'float64', shape: given.shape as number[], data: Float64Array.from(data) }),
          }),
        })),
        outputs: inside.outputs,
        own,
      },
    }
  } catch (problem) {
    if (!(problem instanceof ShapeProblem)) throw problem
    const { code, message, hint } = describeProblem(document, id, node.wires, problem)
    return { ok: false, code, message, hint }
  }
}

function unknownSize(port: string): ShapeProblem {
  return new ShapeProblem(
    port,
    `{node} cannot be opened yet: the shape of its ${port} is not known.`,
    'Wire its inputs from nodes whose shapes are known.',
  )
}
