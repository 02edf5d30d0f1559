/** @file Layers without the bias, the weight, the state or the mask that they have not got. */
import type { FormulaRow } from './row'

/** What is not there is not written. */
export const layers: readonly FormulaRow[] = [
  ['affine', { bias: false }, {}, { y: '{y} = {x}\\,{weight}^{\\top}' }],
  [
    'batch_norm',
    {},
    {},
    {
      y: '{y} = {weight} \\odot \\hat{x} + {bias}, \\quad \\hat{x} = \\frac{{x} - \\mu}{\\sqrt{\\sigma^2 + \\epsilon}}',
    },
  ],
  [
    'batch_norm',
    { training: false },
    {},
    {
      y: '{y} = {weight} \\odot \\hat{x} + {bias}, \\quad \\hat{x} = \\frac{{x} - {running_mean}}{\\sqrt{{running_var} + \\epsilon}}',
    },
    { x: '{dy} \\cdot {weight} \\cdot \\frac{1}{\\sqrt{{running_var} + \\epsilon}}' },
  ],
  [
    'batch_norm',
    { weight: false },
    {},
    { y: '{y} = \\hat{x} + {bias}, \\quad \\hat{x} = \\frac{{x} - \\mu}{\\sqrt{\\sigma^2 + \\epsilon}}' },
    {
      x: '\\frac{1}{\\sqrt{\\sigma^2 + \\epsilon}}\\left(\\delta - \\overline{\\delta} - \\hat{x}\\,\\overline{\\delta\\,\\hat{x}}\\right), \\quad \\delta = {dy}',
    },
  ],
  [
    'batch_norm',
    { weight: false, bias: false, training: false },
    {},
    { y: '{y} = \\hat{x}, \\quad \\hat{x} = \\frac{{x} - {running_mean}}{\\sqrt{{running_var} + \\epsilon}}' },
    { x: '{dy} \\cdot \\frac{1}{\\sqrt{{running_var} + \\epsilon}}' },
  ],
  [
    'batch_norm',
    { training: false, track_running_stats: false },
    {},
    {
      y: '{y} = {weight} \\odot \\hat{x} + {bias}, \\quad \\hat{x} = \\frac{{x} - \\mu}{\\sqrt{\\sigma^2 + \\epsilon}}',
    },
  ],
  [
    'layer_norm',
    { weight: false },
    {},
    { y: '{y} = \\hat{x} + {bias}, \\quad \\hat{x} = \\frac{{x} - \\mu}{\\sqrt{\\sigma^2 + \\epsilon}}' },
    {
      x: '\\frac{1}{\\sqrt{\\sigma^2 + \\epsilon}}\\left(\\delta - \\overline{\\delta} - \\hat{x}\\,\\overline{\\delta\\,\\hat{x}}\\right), \\quad \\delta = {dy}',
    },
  ],
  [
    'layer_norm',
    { bias: false },
    {},
    { y: '{y} = {weight} \\odot \\hat{x}, \\quad \\hat{x} = \\frac{{x} - \\mu}{\\sqrt{\\sigma^2 + \\epsilon}}' },
  ],
  [
    'rms_norm',
    { weight: false },
    {},
    { y: '{y} = \\hat{x}, \\quad \\hat{x} = \\frac{{x}}{\\sqrt{\\overline{{x}^2} + \\epsilon}}' },
    {
      x: '\\frac{1}{\\sqrt{\\overline{{x}^2} + \\epsilon}}\\left(\\delta - \\hat{x}\\,\\overline{\\delta\\,\\hat{x}}\\right), \\quad \\delta = {dy}',
    },
  ],
  [
    'rms_norm',
    {},
    {},
    { y: '{y} = {weight} \\odot \\hat{x}, \\quad \\hat{x} = \\frac{{x}}{\\sqrt{\\overline{{x}^2} + \\epsilon}}' },
  ],
  [
    'instance_norm',
    { bias: false },
    {},
    { y: '{y} = {weight} \\odot \\hat{x}, \\quad \\hat{x} = \\frac{{x} - \\mu}{\\sqrt{\\sigma^2 + \\epsilon}}' },
  ],
  [
    'group_norm',
    { weight: false, bias: false },
    {},
    { y: '{y} = \\hat{x}, \\quad \\hat{x} = \\frac{{x} - \\mu}{\\sqrt{\\sigma^2 + \\epsilon}}' },
    {
      x: '\\frac{1}{\\sqrt{\\sigma^2 + \\epsilon}}\\left(\\delta - \\overline{\\delta} - \\hat{x}\\,\\overline{\\delta\\,\\hat{x}}\\right), \\quad \\delta = {dy}',
    },
  ],
  ['conv1d', { bias: false, out_channels: 1, kernel_size: 1 }, {}, { y: '{y} = {weight} \\star {x}' }],
  ['conv2d', { bias: false, out_channels: 1, kernel_size: 1 }, {}, { y: '{y} = {weight} \\star {x}' }],
  ['conv_transpose1d', { bias: false, out_channels: 1, kernel_size: 1 }, {}, { y: '{y} = {weight}^{\\top} \\ast {x}' }],
  ['conv_transpose2d', { bias: false, out_channels: 1, kernel_size: 1 }, {}, { y: '{y} = {weight}^{\\top} \\ast {x}' }],
  ['rnn_cell', { hidden_size: 2 }, {}, { h1: '{h1} = \\tanh\\left({x}\\,{w_ih}^{\\top} + {b_ih} + {b_hh}\\right)' }],
  [
    'rnn_cell',
    { hidden_size: 2, bias: false },
    { h: [1, 2] },
    { h1: '{h1} = \\tanh\\left({x}\\,{w_ih}^{\\top} + {h}\\,{w_hh}^{\\top}\\right)' },
  ],
  ['lstm_cell', { hidden_size: 2 }, {}, { h1: '{h1} = o \\odot \\tanh({c1})', c1: '{c1} = i \\odot g' }],
  [
    'lstm_cell',
    { hidden_size: 2 },
    { c: [1, 2] },
    { h1: '{h1} = o \\odot \\tanh({c1})', c1: '{c1} = f \\odot {c} + i \\odot g' },
  ],
  ['gru_cell', { hidden_size: 2 }, {}, { h1: '{h1} = (1 - z) \\odot n' }],
  ['gru_cell', { hidden_size: 2 }, { h: [1, 2] }, { h1: '{h1} = (1 - z) \\odot n + z \\odot {h}' }],
  [
    'scaled_dot_product_attention',
    {},
    {},
    { y: '{y} = A\\,{v}, \\quad A = \\operatorname{softmax}\\left(s\\,{q}\\,{k}^{\\top}\\right)' },
  ],
  [
    'scaled_dot_product_attention',
    { is_causal: true },
    { mask: [2, 2] },
    {
      y: '{y} = A\\,{v}, \\quad A = \\operatorname{softmax}\\left(s\\,{q}\\,{k}^{\\top} + M_{\\text{past}} + {mask}\\right)',
    },
  ],
]
