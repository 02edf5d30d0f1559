/**
 * @file Arrays of whole numbers of any size, kept in limbs of 24 bits: path counts grow exponentially with depth
 * (a chain of 31 squarings has 2^30 paths), and float sums of limbs stay exact below 2^53.
 */
const BITS = 24
const BASE = 2 ** BITS

/** Element i is Σ limbs[j][i] · 2^(24 j). */
export type Exact = readonly Float64Array[]

export const exactFull = (size: number, value: number): Exact => [new Float64Array(size).fill(value)]

export function exactAdd(a: Exact, b: Exact): Exact {
  const limbs = Math.max(a.length, b.length)
  return carry(
    Array.from({ length: limbs }, (_, j) => {
      const [p, q] = [a[j], b[j]]
      if (!p || !q) return (p ?? q)!.slice()
      return p.map((x, i) => x + q[i]!)
    }),
  )
}

/** A sum of elements with small whole factors, the same for every limb (fewer than 2^28 terms for each result). */
export function exactMap(a: Exact, sums: (limb: Float64Array) => Float64Array): Exact {
  return carry(a.map(sums))
}

/** Σ weights[i] · a[i]; without weights, the plain sum. Weights are below 2^28. */
export function exactTotal(a: Exact, weights?: Float64Array): bigint {
  let total = 0n
  a.forEach((limb, j) => {
    let sum = 0n
    let near = 0
    for (let i = 0; i < limb.length; i++) {
      near += limb[i]! * (weights ? weights[i]! : 1)
      if (near < 2 ** 52) continue
      sum += BigInt(near)
      near = 0
    }
    total += (sum + BigInt(near)) << BigInt(BITS * j)
  })
  return total
}

/** Brings every limb below the base. Takes the arrays over. */
function carry(limbs: Float64Array[]): Exact {
  for (let j = 0; j < limbs.length; j++) {
    const limb = limbs[j]!
    for (let i = 0; i < limb.length; i++) {
      const over = Math.floor(limb[i]! / BASE)
      if (over === 0) continue
      limb[i]! -= over * BASE
      const next = limbs[j + 1] ?? (limbs[j + 1] = new Float64Array(limb.length))
      next[i]! += over
    }
  }
  return limbs
}
