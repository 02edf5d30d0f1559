/** @file Measuring gradients for blame: norms that do not overflow, shares of zeros, places, and numbers in words. */
import { numel, stridesOf, type Shape, type Tensor } from '../tensor'

/** √Σx², scaled by the largest so that 1e200 does not overflow; NaN when an element is not finite. */
export function normOf({ data }: Tensor): number {
  let largest = 0
  for (let i = 0; i < data.length; i++) {
    const size = Math.abs(data[i]!)
    if (!Number.isFinite(size)) return NaN
    if (size > largest) largest = size
  }
  if (largest === 0) return 0
  let sum = 0
  for (let i = 0; i < data.length; i++) sum += (data[i]! / largest) ** 2
  return largest * Math.sqrt(sum)
}

export function largestOf({ data }: Tensor): number {
  let largest = 0
  for (let i = 0; i < data.length; i++) largest = Math.max(largest, Math.abs(data[i]!))
  return largest
}

/** The index of the first NaN or ±∞, or −1. */
export function firstBad({ data }: Tensor): number {
  for (let i = 0; i < data.length; i++) if (!Number.isFinite(data[i]!)) return i
  return -1
}

export function zerosOf({ data }: Tensor): number {
  let count = 0
  for (let i = 0; i < data.length; i++) if (data[i] === 0) count++
  return count
}

/** Where element `flat` of an output of shape `to` reads a tensor that was broadcast to it; −1 when it was not. */
export function broadcastPlace(flat: number, to: Shape, from: Shape): number {
  const [outer, inner] = [stridesOf(to), stridesOf(from)]
  const missing = to.length - from.length
  if (missing < 0) return -1
  let place = 0
  for (const [axis, size] of from.entries()) {
    const target = to[axis + missing]!
    if (size !== 1 && size !== target) return -1
    if (size !== 1) place += (Math.floor(flat / outer[axis + missing]!) % target) * inner[axis]!
  }
  return place
}

/** "[2, 0]"; "" for the only element. */
export function placeText(flat: number, shape: Shape): string {
  if (numel(shape) === 1) return ''
  const strides = stridesOf(shape)
  return `[${shape.map((size, axis) => Math.floor(flat / strides[axis]!) % size).join(', ')}]`
}

export function count(n: number, what: string): string {
  return `${n.toLocaleString('en')} ${what}${n === 1 ? '' : 's'}`
}

/** "all 8 elements", "6 of 8 elements", "its only element". */
export function amount(some: number, all: number): string {
  if (all === 1) return 'its only element'
  return some === all
    ? `all ${count(all, 'element')}`
    : `${some.toLocaleString('en')} of ${all.toLocaleString('en')} elements`
}
