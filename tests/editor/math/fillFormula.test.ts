import { describe, expect, it } from 'vitest'
import { fillFormula, placeholders, type Bindings } from '../../../src/editor/math/fillFormula'
import { paint } from '../../../src/editor/math/tones'
import { plainText } from '../../../src/editor/math/plainText'
import katex from 'katex'

const name = (latex: string): Bindings[string] => ({ latex, tone: 'plain', form: 'name' })
const number = (latex: string): Bindings[string] => ({ latex, tone: 'plain', form: 'number' })
const SIGMOID = '{dy} \\cdot {y}\\,(1 - {y})'

describe('fillFormula', () => {
  it('replaces ports, deltas and attributes, and leaves other braces alone', () => {
    const filled = fillFormula('{y} = \\frac{1}{1 + e^{-{x}}}^{attrs.exponent}', {
      y: name('\\hat{y}_{1}'),
      x: name('z_{1}'),
      'attrs.exponent': number('2'),
    })
    expect(filled).toBe('{\\hat{y}_{1}} = \\frac{1}{1 + e^{-{z_{1}}}}^{2}')
  })

  it('colours by tone, and paints with literal colours of the scheme', () => {
    const filled = fillFormula('{x}', { x: { latex: 'w', tone: 'parameter', form: 'name' } })
    expect(filled).toBe('{\\textcolor{parameter}{w}}')
    expect(paint(filled, 'light')).toBe('{\\textcolor{#23713f}{w}}')
    expect(paint(filled, 'dark')).not.toContain('parameter')
  })

  it('writes the product of two numbers, and parentheses around negative factors', () => {
    expect(fillFormula('{dy}\\,{weight}', { dy: number('-0.2'), weight: number('-3') })).toBe('{-0.2} \\cdot {(-3)}')
    expect(fillFormula(SIGMOID, { dy: number('-0.2'), y: number('0.7') })).toBe('{-0.2} \\cdot {0.7}\\,(1 - {0.7})')
    expect(fillFormula('{a} - {b}', { a: number('1'), b: number('-2') })).toBe('{1} - {(-2)}')
    expect(fillFormula('e^{-{x}}', { x: number('-2') })).toBe('e^{-{(-2)}}')
    expect(fillFormula('{x}^{2}', { x: number('-2') })).toBe('{(-2)}^{2}')
    expect(fillFormula('({a} + 1)', { a: number('-2') })).toBe('({-2} + 1)')
  })

  it('drops transposes, sums and indices of single numbers', () => {
    expect(
      fillFormula('{x}\\,{weight}^{\\top} + {bias}', { x: number('2'), weight: number('3'), bias: number('1') }),
    ).toBe('{2} \\cdot {3} + {1}')
    expect(fillFormula('\\textstyle\\sum_n {dy}', { dy: number('3') })).toBe('{3}')
    expect(fillFormula('\\frac{1}{n}\\sum_i {x}_i', { x: number('3') })).toBe('\\frac{1}{n}{3}')
  })

  it('keeps transposes and sums of matrices', () => {
    const matrix: Bindings[string] = { latex: '\\begin{pmatrix}1\\end{pmatrix}', tone: 'plain', form: 'matrix' }
    expect(fillFormula('{dy}^{\\top}\\,{x}', { dy: matrix, x: matrix })).toContain('}^{\\top}\\,{')
  })

  it('lists the placeholders that are bound', () => {
    expect(placeholders('\\frac{n}{x} + {y}{y}', { x: name('a'), y: name('b') })).toEqual(['x', 'y'])
  })

  it('does not take names from Object.prototype', () => {
    expect(fillFormula('{constructor}', {})).toBe('{constructor}')
  })

  it('gives LaTeX that KaTeX accepts, and a readable line without it', () => {
    const filled = paint(
      fillFormula(SIGMOID, { dy: { latex: '\\delta_{z_{1}}', tone: 'delta', form: 'name' }, y: number('-0.7') }),
      'dark',
    )
    expect(() => katex.renderToString(filled, { throwOnError: true })).not.toThrow()
    expect(plainText('\\begin{aligned}\\textcolor{delta}{\\delta_{z}} &= {x} \\cdot 3\\end{aligned}')).toBe(
      'δ_z = x · 3',
    )
  })
})
