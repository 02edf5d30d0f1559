/** @file How the normalization ops are written: with or without scale and shift, over an example, a group or a channel. */
import type { Derivative } from './defineOp'

interface Options {
  readonly weight: boolean
  readonly bias: boolean
  /** What is normalized together, in words: "example". */
  readonly over: string
  /** Whether the mean is taken off; RMS norm leaves it. */
  readonly centred: boolean
}

interface Formulas {
  readonly formula: { readonly y: string }
  readonly derivative: { readonly x: Derivative; readonly weight: Derivative; readonly bias: Derivative }
}

export function normFormulas({ weight, bias, over, centred }: Options): Formulas {
  const spread = centred ? '\\sqrt{\\sigma^2 + \\epsilon}' : '\\sqrt{\\overline{{x}^2} + \\epsilon}'
  const normal = `\\hat{x} = \\frac{${centred ? '{x} - \\mu' : '{x}'}}{${spread}}`
  const scaled = weight ? '{weight} \\odot \\hat{x}' : '\\hat{x}'
  const delta = weight ? '{dy} \\odot {weight}' : '{dy}'
  return {
    formula: { y: `{y} = ${scaled}${bias ? ' + {bias}' : ''}, \\quad ${normal}` },
    derivative: {
      x: {
        formula:
          `\\frac{1}{${spread}}\\left(\\delta${centred ? ' - \\overline{\\delta}' : ''} - ` +
          `\\hat{x}\\,\\overline{\\delta\\,\\hat{x}}\\right), \\quad \\delta = ${delta}`,
        words:
          `The error loses what would ${centred ? 'move or stretch' : 'stretch'} all numbers of the ${over} alike, ` +
          'since normalizing undoes that; the rest is scaled as {x} was.',
      },
      weight: {
        formula: '\\textstyle\\sum_n {dy} \\odot \\hat{x}',
        local: '\\hat{x}',
        words:
          'Each weight takes the error times the normalized number that it multiplied, added up over all its uses.',
      },
      bias: {
        formula: '\\textstyle\\sum_n {dy}',
        local: '1',
        words: 'The bias is added as it is, so it takes the sum of the errors over all its uses.',
      },
    },
  }
}
