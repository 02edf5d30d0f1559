/** @file `gradwire grad`: the loss, and what every edge and parameter gets back from it, in float64. */
import { check } from '../../check'
import type { Run } from '../../engine'
import { portKey, type GraphDocument } from '../../graph'
import { ops, SOURCE_OPS } from '../../ops'
import { full } from '../../tensor'
import type { Answer } from '../answer'
import { never, type Interrupt } from '../interrupt'
import { CliProblem, jsonTensor, jsonTensors, tensorTable } from '../output'
import { jsonState, runDocument } from './run'

/** @throws CliProblem when there is no objective, or the graph has an error. */
export async function differentiate(
  document: GraphDocument,
  feed: readonly string[],
  interrupt: Interrupt,
): Promise<Run & { objective: string; loss: number }> {
  const run = await runDocument(document, feed, interrupt)
  const { objective, loss } = run
  if (objective === null || loss === null) {
    const why = check(document, ops).diagnostics.find((d) => d.code.startsWith('objective'))
    throw new CliProblem(
      'objective',
      why?.message ?? 'There is nothing to differentiate.',
      why?.hint ?? 'Add a loss, or set the objective.',
    )
  }
  return { ...run, objective, loss }
}

export async function gradCommand(
  document: GraphDocument,
  { feed }: { feed: readonly string[] },
  interrupt: Interrupt = never,
): Promise<Answer> {
  const run = await differentiate(document, feed, interrupt)
  const gradients = new Map(run.gradients)
  // A parameter that the loss does not depend on has gradient 0, not none.
  for (const key of parameterKeys(document)) {
    const value = run.values.get(key)
    if (value && !gradients.has(key)) gradients.set(key, full(value.shape, 0))
  }
  return {
    ok: true,
    json: {
      loss: jsonTensor({ dtype: 'float64', shape: [], data: Float64Array.of(run.loss) }).data[0],
      values: jsonTensors(run.values),
      deltas: jsonTensors(run.deltas),
      edges: jsonTensors(run.edges),
      gradients: jsonTensors(gradients),
      ...jsonState(run.stateAfter),
    },
    words: [
      `loss  ${run.loss}`,
      '',
      'edge gradients',
      tensorTable(run.edges),
      '',
      'parameter gradients',
      tensorTable(gradients),
    ].join('\n'),
  }
}

function parameterKeys(document: GraphDocument): string[] {
  return check(document, ops).order.flatMap((node) =>
    node.op.id === 'parameter'
      ? [portKey(node.id, 'y')]
      : SOURCE_OPS.has(node.op.id)
        ? []
        : node.parameters.map((port) => portKey(node.id, port)),
  )
}
