import { describe, expect, test } from 'vitest'
import { GABOR_LIKE as ENGINES } from '../../../src/engine'
import { convolutionsOf } from '../../../src/editor/filters/convolutions'
import { fitRows, fitWords, GABOR_LIKE, hiddenWords, shareText } from '../../../src/editor/filters/filterWords'
import { NO_FITS } from '../../../src/editor/filters/fits'
import type { FilterFit } from '../../../src/runtime/protocol'
import { documentOf } from '../../support/documents'

const fit = (rSquared: number): FilterFit => ({
  rSquared,
  orientation: 34.4,
  wavelength: 4.126,
  phase: -90,
  sigma: 2,
  aspect: 0.5,
  centre: [5, 6.25],
  amplitude: 0.031,
  picture: new Float32Array(0),
})

test('the page and the engine mean the same by a Gabor function', () => {
  expect(GABOR_LIKE).toBe(ENGINES)
})

test('shares are cut, not rounded up', () => {
  expect(['0.979', '−0.089', '1.000', 'none']).toEqual([0.97999, -0.0881, 1, NaN].map(shareText))
})

describe('words', () => {
  const hidden = (correlations: number[]) => ({
    node: 'r',
    data: new Float32Array(0),
    correlations: Float64Array.from(correlations),
  })
  test('count the kernels that were found', () => {
    expect(hiddenWords(hidden([0.99, 0.9799, 1]))).toBe(
      '2 of 3 kernels are found: their correlation with the hidden one is 0.98 or more. The least is 0.979.',
    )
  })
  test('count the kernels that are Gabor functions, and say when some are missing', () => {
    const fits = [fit(0.9), fit(0.7), fit(0.5), null]
    expect(fitWords({ fits, complete: true, problem: null }, 4)).toBe(
      '2 of 4 kernels are Gabor functions: R² is 0.7 or more. Half of them have 0.500 or more.',
    )
    expect(fitWords({ fits, complete: false, problem: null }, 6)).toContain('2 are still to be fitted')
    expect(fitWords({ fits, complete: false, problem: null }, 4)).toContain('Fitting anew')
    expect(fitWords(NO_FITS, 4)).toBe('Fitting Gabor functions…')
    expect(fitWords({ ...NO_FITS, problem: 'They are too small.' }, 4)).toBe('They are too small.')
  })
  test('give the numbers of a fit with their units', () => {
    expect(fitRows(fit(0.9123)).map(([, value]) => value)).toEqual([
      ...['0.912', '34°', '4.13 px', '−90°', '2.00 px', '0.500', '5.00, 6.25', '0.0310'],
    ])
  })
})

test('convolutions that learn come before those that do not', () => {
  const attrs = { out_channels: 1, kernel_size: 3 }
  const document = documentOf(
    {
      x: { op: 'input', attrs: { shape: [1, 1, 8, 8] } },
      k: { op: 'constant', attrs: { shape: [1, 1, 3, 3] } },
      w: { op: 'conv2d', attrs },
      c: { op: 'conv2d', attrs },
      a: { op: 'relu' },
    },
    ['x w.x', 'k w.weight', 'w c.x', 'c a.x'],
  )
  expect(convolutionsOf(document)).toEqual(['c', 'w'])
})
