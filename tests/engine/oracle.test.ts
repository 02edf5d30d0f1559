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
    for (const [name, want] of Object.entries(network.input_grads))
      expectClose(run.deltas.get(where(name))?.data, want.data, `δ ${name}`)
    for (const [name, want] of Object.entries(network.param_grads)) {
      expect(run.gradients.get(where(name))?.shape, name).toEqual(want.shape)
      expectClose(run.gradients.get(where(name))?.data, want.data, `∂L/∂${name}`)
    }
    const carrying = Object.keys(document.edges).filter((edge) => !run.blockedEdges.has(edge))
    const crossed = run.trace.filter((event) => event.kind === 'edge-delta').map((event) => event.edge!)
    expect(crossed.slice().sort(), 'each edge is crossed exactly once').toEqual(carrying.sort())
  })
})
