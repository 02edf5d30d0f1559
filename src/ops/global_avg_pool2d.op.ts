import { z } from 'zod'
import { fromArray, numel, type Shape } from '../tensor'
import { defineOp } from './defineOp'
import { knownNumel } from './rules'
import { requireImages } from './window'

/** 1/k for the k places of one channel. */
const share = (x: Shape) => 1 / numel(x.slice(2))

/** The mean of each channel: adaptive average pooling to [1, 1]. */
export default defineOp({
  id: 'global_avg_pool2d',
  category: 'convolution',
  title: 'Global average pooling',
  symbol: 'avg□',
  letter: 'p',
  summary:
    'Replaces each channel by its average over the whole image: how much of the pattern there is, wherever it lies.',
  inputs: { x: { doc: 'Images: [N, channels, height, width].' } },
  outputs: { y: { doc: '[N, channels, 1, 1], one number for each channel.' } },
  attrs: z.object({}),
  shape: ({ x }) => {
    requireImages(x)
    return { y: [x[0]!, x[1]!, 1, 1] }
  },
  forward: (k, { x }) => ({ y: k.scale(k.sum(x, [2, 3], true), share(x.shape)) }),
  backward: { x: ({ k, x, dy }) => k.broadcastTo(k.scale(dy, share(x.shape)), x.shape) },
  formula: { y: '{y} = \\frac{1}{k} \\textstyle\\sum_{h,w} {x}' },
  derivative: {
    x: {
      formula: '\\frac{1}{k}\\,{dy}',
      local: '\\frac{1}{k}',
      words: 'The error of each average is shared out evenly over the k numbers of its channel.',
    },
  },
  describe: (_, { x }) => {
    const places = knownNumel(x?.slice(2))
    if (places === null) return {}
    const local = places === 1 ? '1' : `\\frac{1}{${places}}`
    const factor = places === 1 ? '' : `${local}\\,`
    return {
      formula: { y: `{y} = ${factor}\\textstyle\\sum_{h,w} {x}` },
      derivative: {
        x: {
          formula: `${factor}{dy}`,
          local,
          words: `The error of each average is shared out evenly over the ${places} numbers of its channel.`,
        },
      },
    }
  },
  examples: [
    {
      inputs: { x: fromArray([1, 2, 2, 2], [1, 2, 3, 6, -1, -1, 0, 0]) },
      outputs: { y: fromArray([1, 2, 1, 1], [3, -0.5]) },
    },
    { inputs: { x: fromArray([2, 1, 1, 1], [5, -7]) }, outputs: { y: fromArray([2, 1, 1, 1], [5, -7]) } },
  ],
  spelling: { torch: 'F.adaptive_avg_pool2d({x}, 1)', onnx: 'GlobalAveragePool' },
})
