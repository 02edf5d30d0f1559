/** @file The losses with their reductions, weights and real numbers of elements. */
import type { FormulaRow } from './row'

/** 1/n has the n of the examples, or of the elements where each of them is judged; one alone needs no sum. */
export const losses: readonly FormulaRow[] = [
  [
    'bce_loss',
    {},
    { input: [4] },
    {
      loss: '{loss} = -\\frac{1}{4}\\,\\textstyle\\sum_i \\left({target}_i \\ln {input}_i + (1 - {target}_i) \\ln (1 - {input}_i)\\right)',
    },
    { input: '{dloss} \\cdot \\frac{1}{4}\\,\\frac{{input} - {target}}{{input}\\,(1 - {input})}' },
  ],
  [
    'bce_loss',
    { reduction: 'sum' },
    { input: [4], weight: [4] },
    {
      loss: '{loss} = -\\textstyle\\sum_i {weight}\\,\\left({target}_i \\ln {input}_i + (1 - {target}_i) \\ln (1 - {input}_i)\\right)',
    },
    { input: '{dloss} \\cdot {weight}\\,\\frac{{input} - {target}}{{input}\\,(1 - {input})}' },
  ],
  [
    'bce_with_logits_loss',
    {},
    { input: [4] },
    {
      loss: '{loss} = -\\frac{1}{4}\\,\\textstyle\\sum_i \\left({target}_i \\ln \\sigma({input}_i) + (1 - {target}_i) \\ln (1 - \\sigma({input}_i))\\right)',
    },
    { input: '{dloss} \\cdot \\frac{1}{4}\\,(\\sigma({input}) - {target})' },
  ],
  [
    'bce_with_logits_loss',
    { reduction: 'none' },
    { input: [4], weight: [4], pos_weight: [1] },
    {
      loss: '{loss} = -{weight}\\,\\left({pos_weight}\\,{target} \\ln \\sigma({input}) + (1 - {target}) \\ln (1 - \\sigma({input}))\\right)',
    },
    {
      input:
        '{dloss} \\cdot {weight}\\,((1 - {target})\\,\\sigma({input}) - {pos_weight}\\,{target}\\,\\sigma(-{input}))',
    },
  ],
  [
    'bce_with_logits_loss',
    {},
    { input: [1, 1], pos_weight: [1] },
    {
      loss: '{loss} = -\\left({pos_weight}\\,{target} \\ln \\sigma({input}) + (1 - {target}) \\ln (1 - \\sigma({input}))\\right)',
    },
    { input: '{dloss} \\cdot ((1 - {target})\\,\\sigma({input}) - {pos_weight}\\,{target}\\,\\sigma(-{input}))' },
  ],
  [
    'mse_loss',
    {},
    { input: [4, 2] },
    { loss: '{loss} = \\frac{1}{8}\\,\\textstyle\\sum_i ({input}_i - {target}_i)^2' },
    {
      input: '{dloss} \\cdot \\frac{2}{8}\\,({input} - {target})',
      target: '{dloss} \\cdot \\frac{2}{8}\\,({target} - {input})',
    },
  ],
  [
    'mse_loss',
    {},
    { input: ['N', 2] },
    { loss: '{loss} = \\frac{1}{n}\\,\\textstyle\\sum_i ({input}_i - {target}_i)^2' },
  ],
  [
    'mse_loss',
    {},
    { input: [1, 1] },
    { loss: '{loss} = ({input} - {target})^2' },
    { input: '{dloss} \\cdot 2\\,({input} - {target})', target: '{dloss} \\cdot 2\\,({target} - {input})' },
  ],
  [
    'mse_loss',
    { reduction: 'sum' },
    { input: [4, 2] },
    { loss: '{loss} = \\textstyle\\sum_i ({input}_i - {target}_i)^2' },
    { input: '{dloss} \\cdot 2\\,({input} - {target})', target: '{dloss} \\cdot 2\\,({target} - {input})' },
  ],
  [
    'mse_loss',
    { reduction: 'none' },
    { input: [4, 2] },
    { loss: '{loss} = ({input} - {target})^2' },
    { input: '{dloss} \\cdot 2\\,({input} - {target})', target: '{dloss} \\cdot 2\\,({target} - {input})' },
  ],
  [
    'l1_loss',
    {},
    { input: [3] },
    { loss: '{loss} = \\frac{1}{3}\\,\\textstyle\\sum_i |{input}_i - {target}_i|' },
    {
      input: '{dloss} \\cdot \\frac{1}{3}\\,\\operatorname{sign}({input} - {target})',
      target: '{dloss} \\cdot \\frac{1}{3}\\,\\operatorname{sign}({target} - {input})',
    },
  ],
  [
    'l1_loss',
    { reduction: 'none' },
    { input: [3] },
    { loss: '{loss} = |{input} - {target}|' },
    {
      input: '{dloss} \\cdot \\operatorname{sign}({input} - {target})',
      target: '{dloss} \\cdot \\operatorname{sign}({target} - {input})',
    },
  ],
  [
    'huber_loss',
    { delta: 2 },
    { input: [3] },
    {
      loss: '{loss} = \\frac{1}{3}\\,\\textstyle\\sum_i h({input}_i - {target}_i), \\quad h(d) = q\\,(|d| - \\tfrac{1}{2}\\,q), \\; q = \\min(|d|, 2)',
    },
    {
      input: '{dloss} \\cdot \\frac{1}{3}\\,\\max(-2, \\min(2, {input} - {target}))',
      target: '{dloss} \\cdot \\frac{1}{3}\\,\\max(-2, \\min(2, {target} - {input}))',
    },
  ],
  [
    'smooth_l1_loss',
    { beta: 0 },
    { input: [3] },
    {
      loss: '{loss} = \\frac{1}{n}\\,\\textstyle\\sum_i s({input}_i - {target}_i), \\quad s(d) = q\\,(|d| - \\tfrac{1}{2}\\,q) / \\beta, \\; q = \\min(|d|, \\beta)',
    },
  ],
  [
    'smooth_l1_loss',
    { beta: 2, reduction: 'sum' },
    { input: [3] },
    {
      loss: '{loss} = \\textstyle\\sum_i s({input}_i - {target}_i), \\quad s(d) = q\\,(|d| - \\tfrac{1}{2}\\,q) / 2, \\; q = \\min(|d|, 2)',
    },
    {
      input: '{dloss} \\cdot \\max(-1, \\min(1, ({input} - {target}) / 2))',
      target: '{dloss} \\cdot \\max(-1, \\min(1, ({target} - {input}) / 2))',
    },
  ],
  [
    'hinge_loss',
    { margin: 2, reduction: 'sum' },
    { input: [3] },
    { loss: '{loss} = \\textstyle\\sum_i \\max(0, 2 - {target}_i\\,{input}_i)' },
    { input: '{dloss} \\cdot \\left(-{target} \\cdot [{target}\\,{input} \\le 2]\\right)' },
  ],
  [
    'hinge_loss',
    {},
    { input: [3] },
    { loss: '{loss} = \\frac{1}{3}\\,\\textstyle\\sum_i \\max(0, 1 - {target}_i\\,{input}_i)' },
    { input: '{dloss} \\cdot \\left(-\\frac{1}{3}\\,{target} \\cdot [{target}\\,{input} \\le 1]\\right)' },
  ],
  [
    'kl_div_loss',
    { reduction: 'batchmean' },
    { input: [3, 4] },
    { loss: '{loss} = \\frac{1}{3}\\,\\textstyle\\sum_i {target}_i\\,(\\ln {target}_i - {input}_i)' },
    { input: '{dloss} \\cdot \\left(-\\frac{1}{3}\\,{target}\\right)' },
  ],
  [
    'kl_div_loss',
    { reduction: 'batchmean' },
    {},
    { loss: '{loss} = \\frac{1}{n}\\,\\textstyle\\sum_i {target}_i\\,(\\ln {target}_i - {input}_i)' },
  ],
  [
    'kl_div_loss',
    { log_target: true },
    { input: [3, 4] },
    { loss: '{loss} = \\frac{1}{12}\\,\\textstyle\\sum_i e^{{target}_i}\\,({target}_i - {input}_i)' },
    { input: '{dloss} \\cdot \\left(-\\frac{1}{12}\\,e^{{target}}\\right)' },
  ],
  [
    'kl_div_loss',
    { log_target: true, reduction: 'none' },
    { input: [3, 4] },
    { loss: '{loss} = e^{{target}}\\,({target} - {input})' },
    { input: '{dloss} \\cdot \\left(-e^{{target}}\\right)' },
  ],
  [
    'kl_div_loss',
    { reduction: 'sum' },
    { input: [1, 1] },
    { loss: '{loss} = {target}\\,(\\ln {target} - {input})' },
    { input: '{dloss} \\cdot \\left(-{target}\\right)' },
  ],
  [
    'nll_loss',
    {},
    { input: [3, 4], target: [3] },
    { loss: '{loss} = -\\frac{1}{3}\\,\\textstyle\\sum_i {input}_i[{target}_i]' },
    { input: '{dloss} \\cdot \\left(-\\frac{1}{3}\\,\\operatorname{onehot}({target})\\right)' },
  ],
  [
    'nll_loss',
    {},
    { input: [3, 4], target: [3], weight: [4] },
    {
      loss: '{loss} = -\\frac{1}{\\sum_i {weight}[{target}_i]}\\,\\textstyle\\sum_i {weight}[{target}_i]\\,{input}_i[{target}_i]',
    },
    {
      input:
        '{dloss} \\cdot \\left(-\\frac{1}{\\sum_i {weight}[{target}_i]}\\,{weight}[{target}]\\,\\operatorname{onehot}({target})\\right)',
    },
  ],
  [
    'nll_loss',
    { reduction: 'sum' },
    { input: [3, 4], target: [3], weight: [4] },
    { loss: '{loss} = -\\textstyle\\sum_i {weight}[{target}_i]\\,{input}_i[{target}_i]' },
    { input: '{dloss} \\cdot \\left(-{weight}[{target}]\\,\\operatorname{onehot}({target})\\right)' },
  ],
  [
    'nll_loss',
    {},
    { input: [4], target: [] },
    { loss: '{loss} = -{input}[{target}]' },
    { input: '{dloss} \\cdot \\left(-\\operatorname{onehot}({target})\\right)' },
  ],
  [
    'cross_entropy_loss',
    {},
    { input: [3, 4], target: [3] },
    { loss: '{loss} = -\\frac{1}{3}\\,\\textstyle\\sum_i \\ln \\operatorname{softmax}({input}_i)[{target}_i]' },
    {
      input:
        '{dloss} \\cdot \\frac{1}{3}\\,\\left(\\operatorname{softmax}({input}) - \\operatorname{onehot}({target})\\right)',
    },
  ],
  [
    'cross_entropy_loss',
    {},
    { input: [3, 4], target: [3, 4] },
    { loss: '{loss} = -\\frac{1}{3}\\,\\textstyle\\sum_i {target}_i \\cdot \\ln \\operatorname{softmax}({input}_i)' },
    { input: '{dloss} \\cdot \\frac{1}{3}\\,\\left(\\operatorname{softmax}({input}) - {target}\\right)' },
  ],
  [
    'cross_entropy_loss',
    { reduction: 'sum' },
    { input: [3, 4], target: [3] },
    { loss: '{loss} = -\\textstyle\\sum_i \\ln \\operatorname{softmax}({input}_i)[{target}_i]' },
    { input: '{dloss} \\cdot \\left(\\operatorname{softmax}({input}) - \\operatorname{onehot}({target})\\right)' },
  ],
  [
    'cross_entropy_loss',
    { reduction: 'none' },
    { input: [1, 4], target: [1] },
    { loss: '{loss} = -\\ln \\operatorname{softmax}({input})[{target}]' },
    { input: '{dloss} \\cdot \\left(\\operatorname{softmax}({input}) - \\operatorname{onehot}({target})\\right)' },
  ],
  [
    'cross_entropy_loss',
    { label_smoothing: 0.1 },
    { input: [3, 4], target: [3] },
    { loss: '{loss} = -\\frac{1}{n}\\,\\textstyle\\sum_i \\ln \\operatorname{softmax}({input}_i)[{target}_i]' },
  ],
  [
    'cross_entropy_loss',
    {},
    { input: [3, 4], target: [3], weight: [4] },
    { loss: '{loss} = -\\frac{1}{n}\\,\\textstyle\\sum_i \\ln \\operatorname{softmax}({input}_i)[{target}_i]' },
  ],
  [
    'multi_margin_loss',
    { p: 2, margin: 3 },
    { input: [3, 4] },
    {
      loss: '{loss} = \\frac{1}{3}\\,\\textstyle\\sum_i \\frac{1}{4} \\textstyle\\sum_{j \\ne {target}_i} \\max(0, 3 - {input}_i[{target}_i] + {input}_i[j])^2',
    },
    {
      input:
        '{dloss} \\cdot \\frac{1}{3}\\,\\frac{1}{4}\\left(g - \\operatorname{onehot}({target}) \\textstyle\\sum_j g_j\\right), \\quad g_j = 2\\,\\max(0, 3 - {input}[{target}] + {input}_j)',
    },
  ],
  [
    'multi_margin_loss',
    { reduction: 'none' },
    { input: [3, 4] },
    { loss: '{loss} = \\frac{1}{4} \\textstyle\\sum_{j \\ne {target}} \\max(0, 1 - {input}[{target}] + {input}[j])' },
    {
      input:
        '{dloss} \\cdot \\frac{1}{4}\\left(g - \\operatorname{onehot}({target}) \\textstyle\\sum_j g_j\\right), \\quad g_j = [1 - {input}[{target}] + {input}_j > 0]',
    },
  ],
]
