/** @file How a node is written: its formulas for its attributes and shapes, not those of the op in general. */
import { describe, expect, it } from 'vitest'
import { describe as describeOp, ops } from '../../src/ops'
import { elementary } from './formulas/elementary'
import { layers } from './formulas/layers'
import { losses } from './formulas/losses'

describe.each([
  ['losses', losses],
  ['layers', layers],
  ['elementary ops', elementary],
])('%s', (_, rows) => {
  it.each(rows.map((row) => ({ row, id: row[0], given: JSON.stringify(row[1]) })))('$id $given', ({ row }) => {
    const [id, given, shapes, formula, derivative = {}] = row
    const op = ops.get(id)!
    const found = describeOp(op, op.attrs.parse(given), shapes)
    expect(found.formula).toEqual(formula)
    const changed = Object.entries(found.derivative).flatMap(([port, told]) =>
      told && told.formula !== op.derivative[port]?.formula ? [[port, told.formula] as const] : [],
    )
    expect(Object.fromEntries(changed)).toEqual(derivative)
    expect(Object.keys(found.derivative).sort()).toEqual(Object.keys(op.derivative).sort())
    for (const told of Object.values(found.derivative)) {
      expect(told?.words).toMatch(/\.$/)
      // The local derivative is what the error is multiplied by.
      if (told?.local && told.local !== '1' && !told.formula.includes('\\sum'))
        expect(told.formula).toContain(told.local)
    }
  })
})

describe('an input that is repeated to fit', () => {
  const repeated = (op: string, shapes: Record<string, (number | string)[]>) =>
    Object.entries(describeOp(ops.get(op)!, {}, shapes).derivative).flatMap(([port, told]) =>
      told?.formula.startsWith('\\textstyle\\sum\\,') ? [[port, told.local] as const] : [],
    )

  it('keeps its local derivative; its errors are added up', () => {
    expect(repeated('add', { a: [3, 4], b: [4], y: [3, 4] })).toEqual([['b', '1']])
    expect(repeated('mul', { a: [], b: [1], y: [1] })).toEqual([])
    expect(repeated('mul', { a: [1], b: [4], y: [4] })).toEqual([['a', '{b}']])
  })

  it('is told only where all sizes are known', () => {
    expect(repeated('add', { a: ['N', 4], b: [4], y: ['N', 4] })).toEqual([])
    expect(repeated('add', { a: ['N'], b: [4], y: [4] })).toEqual([])
    expect(repeated('add', {})).toEqual([])
  })
})

describe('an op of any number of inputs', () => {
  it.each(['concat', 'stack'])('names each of them: %s', (id) => {
    const op = ops.get(id)!.variadic!.withCount(3)
    const { formula, derivative } = describeOp(op, op.attrs.parse({}))
    expect(formula.y).toMatch(/\{x0\},\\, \{x1\},\\, \{x2\}/)
    for (const port of ['x0', 'x1', 'x2']) {
      expect(derivative[port]!.formula).toContain(`{${port}}`)
      expect(derivative[port]!.local).toBe('1')
      expect(derivative[port]!.words).not.toBe('')
    }
    expect(Object.keys(op.inputs)).toEqual(['x0', 'x1', 'x2'])
    const spelled = op.spelling
    expect(JSON.stringify(spelled)).toContain('{x0}, {x1}, {x2}')
  })
})
