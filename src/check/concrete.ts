import type { Dim } from '../tensor'

/** Whether every size is a number. */
export function isConcrete(shape: readonly Dim[]): shape is readonly number[] {
  return shape.every((size) => typeof size === 'number')
}
