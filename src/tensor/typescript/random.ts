/** @file Random numbers without a state: each is a function of a key and its place, so any machine draws the same. */
import type { Kernels } from '../kernels'
import { numel } from '../shape'
import { dataOf, type Machine } from './machine'

/** Rotations of Threefry-2x32, in rounds of four (Salmon et al. 2011, table 2). */
const ROTATIONS = [13, 15, 26, 6, 17, 29, 16, 24] as const
const PARITY = 0x1bd11bda
const ROUNDS = 20

/**
 * Threefry-2x32 with 20 rounds (Salmon, Moraes, Dror & Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC 2011):
 * two 32-bit words from a key of two and a counter of two. Written to `out`.
 */
export function threefry2x32(key0: number, key1: number, counter0: number, counter1: number, out: Uint32Array): void {
  const keys = [key0, key1, PARITY ^ key0 ^ key1] as const
  let x = (counter0 + key0) | 0
  let y = (counter1 + key1) | 0
  for (let round = 0; round < ROUNDS; round++) {
    const turn = ROTATIONS[round & 7]!
    x = (x + y) | 0
    y = ((y << turn) | (y >>> (32 - turn))) ^ x
    if ((round & 3) !== 3) continue
    const group = (round + 1) >> 2
    x = (x + keys[group % 3]!) | 0
    y = (y + keys[(group + 1) % 3]! + group) | 0
  }
  out[0] = x
  out[1] = y
}

export function randomKernels(machine: Machine) {
  return {
    uniform: (shape, key) => {
      const y = machine.make(shape)
      const { data } = y
      const [stream, step] = dataOf(key)
      const words = new Uint32Array(2)
      // 24 bits are exact in float32 too: both dtypes draw the same numbers, and none of them is rounded up to 1.
      for (let i = 0, size = numel(shape); i < size; i += 2) {
        threefry2x32(stream! | 0, step! | 0, i >>> 1, 0, words)
        data[i] = (words[0]! >>> 8) / 2 ** 24
        if (i + 1 < size) data[i + 1] = (words[1]! >>> 8) / 2 ** 24
      }
      return y
    },
  } satisfies Partial<Kernels>
}
