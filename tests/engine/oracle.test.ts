import { describe, expect, it } from 'vitest'
import { Session } from '../../src/engine'
import { ops } from '../../src/ops'
import { networks, toDocument } from '../support/oracleNetwork'
import { expectClose } from '../support/close'

describe.each(networks.map((network) => [network.name, network] as const))('%s agrees with PyTorch', (_, network) => {
  it.each(['explicit', 'implicit'] as const)('with %s parameters', (spelling) => {
    const { document, where } = toDocument(network, spelling)
    const run = new Session(ops).run(document)
    expect(run.errors).toEqual([])
    for (const [name, want] of Object.entries(network.values)) {
      expect(run.values.get(where(name))?.shape, name).toEqual(want.shape)
      expectClose(run.values.get(where(name))?.data, want.data, `value ${name}`)
    }
    for (const [name, want] of Object.entries(network.deltas))
      expectClose(run.deltas.get(where(name))?.data, want.data, `δ ${name}`)
    for (const name of network.no_gradient_path ?? []) expect(run.deltas.has(where(name)), `δ ${name}`).toBe(false)
    for (const [name, want] of Object.entries(network.input_grads))
      expectClose(run.deltas.get(where(name))?.data, want.data, `δ ${name}`)
    for (const [name, want] of Object.entries(network.param_grads)) {
      expect(run.gradients.get(where(name))?.shape, name).toEqual(want.shape)
      expectClose(run.gradients.get(where(name))?.data, want.data, `∂L/∂${name}`)
    }
    for (const [name, want] of Object.entries(network.buffers_after ?? {})) {
      expectClose(run.stateAfter.get(where(name))?.data, want.data, `${name} after the pass`)
      expectClose(run.values.get(where(name))?.data, network.buffers![name]!.data, `${name} before the pass`)
    }
    const reaching = new Set(run.trace.filter((event) => event.kind === 'accumulate').map((event) => event.node))
    const carrying = Object.keys(document.edges).filter(
      (edge) => reaching.has(document.edges[edge]!.to.node) && !run.blockedEdges.has(edge),
    )
    const crossed = run.trace.filter((event) => event.kind === 'edge-delta').map((event) => event.edge!)
    expect(crossed.slice().sort(), 'each edge is crossed exactly once').toEqual(carrying.sort())
  })

  const terms = Object.entries(network.param_grads_by_loss ?? {})
  it.runIf(terms.length).each(terms)('for the term %s alone', (term, gradients) => {
    const { document, where, placeOf } = toDocument(network, 'explicit')
    const run = new Session(ops).run({ ...document, objective: placeOf(term) })
    for (const [name, want] of Object.entries(gradients))
      if (want) expectClose(run.gradients.get(where(name))?.data, want.data, `∂${term}/∂${name}`)
      else expect(run.gradients.has(where(name)), `∂${term}/∂${name}`).toBe(false)
  })
})

it('covers state, loss terms and dead branches', () => {
  expect(networks.some(({ buffers_after }) => Object.keys(buffers_after ?? {}).length)).toBe(true)
  expect(networks.some(({ param_grads_by_loss }) => Object.keys(param_grads_by_loss ?? {}).length)).toBe(true)
  expect(networks.some(({ no_gradient_path }) => no_gradient_path?.length)).toBe(true)
})
