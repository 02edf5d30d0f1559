/** @file The one seeded generator. Randomness is always an argument, never ambient. */

export interface Random {
  /** Uniform in [0, 1), 32 bits of it. */
  uniform(): number
  /** Standard normal (Box–Muller). */
  normal(): number
  /** Uniform integer in [0, n). */
  integer(n: number): number
  /** Fisher–Yates, in place. */
  shuffle<T extends { length: number; [index: number]: number }>(items: T): T
}

/** FNV-1a over the UTF-16 code units: turns "z1.weight" plus a base seed into a seed. */
export function hashSeed(base: number, name: string): number {
  let h = (2166136261 ^ base) >>> 0
  for (let i = 0; i < name.length; i++) h = Math.imul(h ^ name.charCodeAt(i), 16777619) >>> 0
  return h
}

/** mulberry32 (Tommy Ettinger, public domain): 32-bit state, the same bits on every machine. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0
  const uniform = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), state | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
  const integer = (n: number) => Math.floor(uniform() * n)
  return {
    uniform,
    integer,
    normal: () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform()),
    shuffle(items) {
      for (let i = items.length - 1; i > 0; i--) {
        const j = integer(i + 1)
        const held = items[i]!
        items[i] = items[j]!
        items[j] = held
      }
      return items
    },
  }
}
