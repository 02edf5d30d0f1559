import { describe, expect, it } from 'vitest'
import { parseNumber } from '../../../src/editor/fields'
import { shortNumberText } from '../../../src/editor/fields/parseNumber'
import { attributeFields, attributeText, judge, parseList } from '../../../src/editor/inspector/attributeFields'
import {
  concreteShape,
  parsePaste,
  resized,
  withElement,
  withoutRow,
  withRow,
} from '../../../src/editor/inspector/tensorEdits'
import { ops } from '../../../src/ops'
import { fromArray } from '../../../src/tensor'

describe('attribute fields', () => {
  it('are read off the schema of every op, each with a sentence or a default', () => {
    for (const op of ops.values())
      for (const field of attributeFields(op)) {
        expect(['integer', 'number', 'switch', 'choice', 'list', 'text'], `${op.id}.${field.name}`).toContain(
          field.kind,
        )
        if (field.kind === 'choice') expect(field.options.length).toBeGreaterThan(0)
        if (field.fallback !== undefined)
          expect(judge(op, {}, field.name, field.fallback), `${op.id}.${field.name}`).toBeNull()
      }
    const affine = Object.fromEntries(attributeFields(ops.get('affine')!).map((field) => [field.name, field]))
    expect(affine.out_features).toMatchObject({ kind: 'integer', min: 1, max: 65536, optional: true })
    expect(affine.bias).toMatchObject({ kind: 'switch', fallback: true })
    expect(affine.init!.kind).toBe('choice')
    expect(attributeFields(ops.get('conv2d')!).find((field) => field.name === 'stride')).toMatchObject({ kind: 'list' })
  })

  it('take lists as people write them, and say what is wrong', () => {
    expect(parseList('[N, 2]', false)).toEqual({ ok: true, value: ['N', 2] })
    expect(parseList('3 × 5', false)).toEqual({ ok: true, value: [3, 5] })
    expect(parseList('[]', false)).toEqual({ ok: true, value: [] })
    expect(parseList('3', true)).toEqual({ ok: true, value: 3 })
    expect(parseList('[3]', true)).toEqual({ ok: true, value: [3] })
    expect(parseList('3, 2!', false)).toMatchObject({ ok: false, message: expect.stringContaining('"2!"') as string })
    expect(attributeText([2, ['N', 3]])).toBe('[2, [N, 3]]')
    const ranges = [
      [0, 1, null, 2],
      [-1, 0, 3, 1],
    ]
    expect(parseList(attributeText(ranges), false)).toEqual({ ok: true, value: ranges })
    expect(parseList('[[0, None, −1, 1]]', false)).toEqual({ ok: true, value: [[0, null, -1, 1]] })
    expect(parseList('[[0, 1], [2', false)).toMatchObject({
      ok: false,
      message: expect.stringMatching(/\.$/) as string,
    })
  })

  it('judge by the op itself', () => {
    const affine = ops.get('affine')!
    expect(judge(affine, {}, 'out_features', 4)).toBeNull()
    expect(judge(affine, {}, 'out_features', 0)).toMatch(/\.$/)
    expect(judge(affine, { out_features: 3 }, 'out_features', undefined)).toBeNull()
    expect(judge(ops.get('input')!, {}, 'shape', ['N', -1])).not.toBeNull()
  })
})

describe('parseNumber', () => {
  it('shortens a number at rest only where it would be cut off', () => {
    expect(shortNumberText(-0.4432388233012)).toBe('-0.4432')
    expect(shortNumberText(1.23456789e-12)).toBe('1.235e-12')
    expect(shortNumberText(0.0005)).toBe('0.0005')
    expect(shortNumberText(4294967295)).toBe('4294967295')
    expect(shortNumberText(NaN)).toBe('NaN')
  })

  it('reads what people type', () => {
    for (const [text, value] of [
      ['0.5', 0.5],
      ['.5', 0.5],
      ['−0,5', -0.5],
      ['1e-3', 0.001],
      ['1×10^-3', 0.001],
      ['5.', 5],
      ['-inf', -Infinity],
    ] as const)
      expect(parseNumber(text), text).toEqual({ ok: true, value })
  })
  it('refuses the rest in words', () => {
    for (const text of ['', 'x', '1.2.3', '0x10', '1e', '--1', '1e999'])
      expect(parseNumber(text), text).toMatchObject({ ok: false, message: expect.stringMatching(/\.$/) as string })
  })
})

describe('tensor edits', () => {
  const xor = fromArray([4, 2], [0, 0, 0, 1, 1, 0, 1, 1])
  it('change one element, add and remove rows, and leave the original alone', () => {
    expect(withElement(xor, 3, 9).data).toEqual([0, 0, 0, 9, 1, 0, 1, 1])
    expect(withRow(xor)).toMatchObject({ shape: [5, 2], data: [0, 0, 0, 1, 1, 0, 1, 1, 0, 0] })
    expect(withoutRow(xor, 1)).toMatchObject({ shape: [3, 2], data: [0, 0, 1, 0, 1, 1] })
    expect(xor.data[3]).toBe(1)
  })
  it('resize by index within one rank, row-major across ranks', () => {
    expect(resized(xor, [2, 3])).toMatchObject({ shape: [2, 3], data: [0, 0, 0, 0, 1, 0] })
    expect(resized(xor, [3])).toMatchObject({ shape: [3], data: [0, 0, 0] })
    expect(resized(xor, [])).toMatchObject({ shape: [], data: [0] })
    expect(concreteShape(['N', 3], [4, 2])).toEqual([4, 3])
    expect(concreteShape(['N'], [4, 2])).toEqual([1])
  })
  it('paste rows from a spreadsheet, a CSV file or Python', () => {
    expect(parsePaste('0\t1\n1\t0\n1,1', ['N', 2], 'float64')).toEqual({
      ok: true,
      value: { dtype: 'float64', shape: [3, 2], data: [0, 1, 1, 0, 1, 1] },
    })
    expect(parsePaste('[[0, 1], [1, 0]]', [2, 2], 'float64')).toMatchObject({ ok: true, value: { shape: [2, 2] } })
    expect(parsePaste('True\nFalse', ['N'], 'bool')).toMatchObject({ ok: true, value: { data: [true, false] } })
    expect(parsePaste('1 2 3', ['N', 2], 'float64')).toMatchObject({
      ok: false,
      message: expect.stringContaining('[N, 2] needs a multiple of 2') as string,
    })
    expect(parsePaste('a,b\n1,2', ['N', 2], 'float64')).toMatchObject({
      ok: false,
      message: expect.stringContaining('Line 1: "a"') as string,
    })
    expect(parsePaste('1.5', ['N'], 'int64')).toMatchObject({ ok: false })
    expect(parsePaste(' \n', ['N'], 'float64')).toMatchObject({ ok: false })
  })
})
