/** @file How near images are to what they should be, in words. */
import type { ImagesResults } from '../../runtime/protocol'
import { formatNumber } from '../format'
import { examplesWords } from './words'

export function imagesWords({ mse, ...seen }: ImagesResults): string {
  const on = `On ${examplesWords(seen)}`
  if (!Number.isFinite(mse))
    return `${on}, not all pixels are finite numbers. The training has probably diverged: reset it, and take a smaller learning rate.`
  return `${on}, the mean squared error of a pixel is ${formatNumber(mse)}: it is off by about ${formatNumber(Math.sqrt(mse))}.`
}

/** What stands beside each other for one example, from left to right. */
export function orderWords({ inputs }: Pick<ImagesResults, 'inputs'>): string {
  return inputs
    ? 'what goes in · what should come out · what the network makes of it · the difference'
    : 'the original · what the network makes of it · the difference'
}

export function imageWords({ example, error }: ImagesResults['worst'][number]): string {
  return `Example ${(example + 1).toLocaleString('en')}: mean squared error ${formatNumber(error)}. Step through it.`
}
