import { expect, test } from 'vitest'
import { shortNames } from '../../../src/editor/results/words'

test('names in a matrix are short, and told apart by their first letters or by their last', () => {
  expect(shortNames(['setosa', 'versicolor', 'virginica'])).toEqual(['setosa', 'versic', 'virgin'])
  expect(shortNames(['class_0', 'class_1', 'class_2'])).toEqual(['…ass_0', '…ass_1', '…ass_2'])
  expect(shortNames(['a', 'b'])).toEqual(['a', 'b'])
  // Nothing short tells these apart: the whole names are on hover.
  expect(shortNames(['benign first kind', 'benign other kind'])).toEqual(['benign', 'benign'])
})
