import { describe, expect, it } from 'vitest'
import { checkCommand, gradCommand, runCommand, traceCommand, trainCommand } from '../../src/cli/commands'
import { CliProblem } from '../../src/cli/output'
import type { GraphDocument } from '../../src/graph'
import { networks, toDocument } from '../support/oracleNetwork'

const xor = networks.find((network) => network.name === 'xor_mlp_sigmoid')!
const { document, where } = toDocument(xor, 'implicit')
const silent = { begin() {}, step() {}, end() {} }
const noFeed = { feed: [] }

describe('grad', () => {
  it('prints what the design says', async () => {
    const { json } = await gradCommand(document, noFeed)
    const answer = json as Record<string, Record<string, { dtype: string; shape: number[]; data: number[] }>> & {
      loss: number
    }
    expect(Object.keys(answer)).toEqual(['loss', 'values', 'deltas', 'edges', 'gradients'])
    expect(answer.loss).toBeCloseTo(xor.values.loss!.data[0]!, 12)
    expect(Object.keys(answer.gradients!).sort()).toEqual(['fc1.bias', 'fc1.weight', 'fc2.bias', 'fc2.weight'])
    expect(answer.gradients!['fc1.weight']!.shape).toEqual(xor.param_grads['fc1.weight']!.shape)
    expect(answer.deltas![where('x')]!.data).toHaveLength(8)
    expect(Object.keys(answer.edges!).sort()).toEqual(Object.keys(document.edges).sort())
  })

  it('gives 0 for a parameter that the loss does not depend on', async () => {
    const more: GraphDocument = {
      ...document,
      nodes: { ...document.nodes, lonely: { op: 'parameter', attrs: { shape: [2] } } },
    }
    const { json } = await gradCommand(more, noFeed)
    expect((json as { gradients: Record<string, { data: number[] }> }).gradients['lonely.y']!.data).toEqual([0, 0])
  })

  it('refuses a graph without a loss in words', async () => {
    const { objective: _, ...rest } = document
    const nodes = Object.fromEntries(Object.entries(rest.nodes).filter(([id]) => id !== 'sse' && id !== 'loss'))
    const edges = Object.fromEntries(
      Object.entries(rest.edges).filter(([, edge]) => nodes[edge.from.node] && nodes[edge.to.node]),
    )
    await expect(gradCommand({ ...rest, nodes, edges }, noFeed)).rejects.toThrowError(CliProblem)
    await expect(gradCommand({ ...rest, nodes, edges }, noFeed)).rejects.toThrow('There is no loss yet')
  })
})

it('run prints every value', async () => {
  const { json } = await runCommand(document, noFeed)
  const { values } = json as { values: Record<string, { data: number[] }> }
  for (const [name, want] of Object.entries(xor.values))
    expect(values[where(name)]!.data[0]).toBeCloseTo(want.data[0]!, 12)
})

it('trace prints events in order, forward first', async () => {
  const { json } = await traceCommand(document, noFeed)
  const trace = json as { index: number; phase: string; kind: string }[]
  expect(trace.map((event) => event.index)).toEqual(trace.map((_, i) => i))
  const turn = trace.findIndex((event) => event.phase === 'backward')
  expect(trace.slice(0, turn).every((event) => event.phase === 'forward')).toBe(true)
  expect(trace.slice(turn).every((event) => event.phase === 'backward')).toBe(true)
})

it('check prints diagnostics and shapes', () => {
  const { ok, json } = checkCommand({ ...document, nodes: { ...document.nodes, odd: { op: 'sigmoid' } } })
  expect(ok).toBe(false)
  const answer = json as { ok: boolean; diagnostics: unknown[]; shapes: Record<string, unknown> }
  expect(answer.diagnostics).toEqual([
    {
      severity: 'error',
      code: 'unwired',
      node: 'odd',
      port: 'x',
      message: 'Nothing is wired to x of odd.',
      hint: 'Drag a wire from an output to x.',
    },
  ])
  expect(answer.shapes['fc1.y']).toEqual([4, 3])
})

describe('train', () => {
  it('follows PyTorch and stops where it is told', async () => {
    const reference = xor.training!.find((run) => run.optimizer === 'sgd')!
    const settings = {
      optimizer: { kind: 'sgd', ...reference.hyper } as never,
      steps: 20,
      batchSize: null,
      seed: 0,
      tolerance: null,
    }
    const { json } = await trainCommand({ ...document, training: settings }, { dtype: 'float64' }, silent, () => false)
    const answer = json as {
      losses: number[]
      stopped: string
      metrics: { steps: number }
      parameters: Record<string, unknown>
    }
    answer.losses.forEach((loss, i) => expect(loss).toBeCloseTo(reference.losses[i]!, 10))
    expect(answer).toMatchObject({ stopped: 'finished', metrics: { steps: 20 } })
    expect(Object.keys(answer.parameters).sort()).toEqual(['fc1.bias', 'fc1.weight', 'fc2.bias', 'fc2.weight'])
  })

  it('prints a parameter that the loss does not depend on as it was', async () => {
    const more: GraphDocument = {
      ...document,
      nodes: { ...document.nodes, lonely: { op: 'parameter', attrs: { shape: [2] } } },
      tensors: { ...document.tensors, 'lonely.y': { dtype: 'float64', shape: [2], data: [3, 4] } },
    }
    const { json } = await trainCommand(more, { dtype: 'float64', steps: 2 }, silent, () => false)
    expect((json as { parameters: Record<string, { data: number[] }> }).parameters['lonely.y']!.data).toEqual([3, 4])
  })

  it('keeps what it has when interrupted', async () => {
    let asked = 0
    const { json } = await trainCommand(document, { dtype: 'float64', steps: 50 }, silent, () => ++asked === 3)
    expect(json).toMatchObject({ stopped: 'interrupted', metrics: { steps: 3 } })
  })
})
