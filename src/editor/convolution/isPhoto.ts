/** @file Whether a channel is drawn as a photograph, 0 black, or as numbers around zero. Pure. */
import type { TensorData } from '../../tensor'

/** Ink on paper (a digit) has much that is exactly 0; a photograph has hardly any. */
const MOST_ZEROS = 0.05

export function isPhoto(data: TensorData, first: number, count: number): boolean {
  let zeros = 0
  for (let i = first; i < first + count; i++) {
    if (!(data[i]! >= 0)) return false
    if (data[i] === 0) zeros++
  }
  return zeros <= MOST_ZEROS * count
}
