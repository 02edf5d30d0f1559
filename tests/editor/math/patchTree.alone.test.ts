// @vitest-environment happy-dom
import { expect, it } from 'vitest'
import katex from 'katex'
import { patchTree } from '../../../src/editor/math/patchTree'

const tree = (html: string) => {
  const element = document.createElement('span')
  element.innerHTML = html
  return element
}

it.each([
  ['<b>1</b>', '<b>2</b>'],
  ['<b class="a" title="t">1</b> and <i>x</i>', '<b class="c" style="color: red">1</b> or <i>x</i>'],
  ['<b>1</b>', '<i>1</i>'],
  ['<b>1</b>', 'plain'],
  ['<b>1</b><b>2</b>', '<b>1</b>'],
  ['', '<b><i>deep</i> text</b>'],
  ['<b><i>deep</i> text</b>', ''],
])('%s becomes %s', (before, after) => {
  const old = tree(before)
  const wanted = tree(after)
  patchTree(old, tree(after))
  expect(old.outerHTML).toBe(wanted.outerHTML)
})

it('keeps the elements of a formula whose numbers change, and its MathML says the new ones', () => {
  const typeset = (latex: string) => tree(katex.renderToString(latex, { output: 'htmlAndMathml' }))
  const old = typeset('L = \\frac{1}{4} \\sum_i 0.25')
  const elements = [...old.querySelectorAll('*')]
  patchTree(old, typeset('L = \\frac{1}{4} \\sum_i 0.31'))
  expect(old.innerHTML).toBe(typeset('L = \\frac{1}{4} \\sum_i 0.31').innerHTML)
  expect([...old.querySelectorAll('*')]).toEqual(elements)
  expect(elements.every((element) => old.contains(element))).toBe(true)
  expect(old.querySelector('annotation')!.textContent).toContain('0.31')
})
