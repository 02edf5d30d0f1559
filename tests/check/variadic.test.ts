import { describe, expect, it } from 'vitest'
import { check, checkConnection } from '../../src/check'
import type { GraphDocument } from '../../src/graph'
import { opFor, ops, opShown } from '../../src/ops'
import { documentOf } from '../support/documents'

const ports = (op: { inputs: object }) => Object.keys(op.inputs)
const concat = ops.get('concat')!

describe('the inputs of an op that takes any number', () => {
  it('reach up to the last that is wired', () => {
    expect(ports(opFor(concat, []))).toEqual(['x0'])
    expect(ports(opFor(concat, ['x2', 'x0']))).toEqual(['x0', 'x1', 'x2'])
    expect(opFor(concat, ['x1'])).toBe(opFor(concat, ['x1', 'x0']))
  })

  it('are shown with one that is free, up to the most that there may be', () => {
    expect(ports(concat)).toEqual(['x0', 'x1'])
    expect(ports(opShown(concat, []))).toEqual(['x0', 'x1'])
    expect(ports(opShown(concat, ['x0', 'x1']))).toEqual(['x0', 'x1', 'x2'])
    expect(ports(opShown(concat, ['x63']))).toHaveLength(64)
  })

  it('do not count ports by another name', () => {
    for (const port of ['x64', 'x01', 'x', 'y3', 'x-1']) expect(ports(opFor(concat, [port])), port).toEqual(['x0'])
  })

  it('leave other ops as they are', () => {
    const add = ops.get('add')!
    expect(opFor(add, ['x7'])).toBe(add)
    expect(opShown(add, ['x7'])).toBe(add)
  })
})

const nodes: GraphDocument['nodes'] = {
  a: { op: 'input', attrs: { shape: [2] } },
  c: { op: 'concat' },
}

it('are checked as wired, each with its shape', () => {
  const document = documentOf(nodes, ['a c.x0', 'a c.x1', 'a c.x2'])
  const found = check(document, ops)
  expect(found.shapes['c.y']).toEqual([6])
  expect(Object.keys(found.order.find(({ id }) => id === 'c')!.wires)).toEqual(['x0', 'x1', 'x2'])
})

describe('a wire to them', () => {
  const verdict = (wires: string[], port: string) =>
    checkConnection(documentOf(nodes, wires), ops, { from: { node: 'a', port: 'y' }, to: { node: 'c', port } })

  it('may be drawn to every one that is shown', () => {
    expect(verdict([], 'x1')).toEqual({ ok: true, replaces: [] })
    expect(verdict(['a c.x0', 'a c.x1'], 'x2')).toEqual({ ok: true, replaces: [] })
    expect(verdict(['a c.x0'], 'x0')).toEqual({ ok: true, replaces: ['e1'] })
  })

  it('may not leave a gap', () => {
    expect(verdict(['a c.x0'], 'x5')).toMatchObject({
      ok: false,
      code: 'missing',
      message: 'c has no input "x5". It can be wired to x0, x1.',
    })
  })
})
