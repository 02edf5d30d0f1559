/** @file Small pieces that several elementwise ops are built from. */
import type { Kernels, Ref } from '../tensor'

/** −1, 0 or 1 by the sign of x. */
export function signOf(k: Kernels, x: Ref): Ref {
  const zero = k.full([], 0)
  return k.sub(k.greater(x, zero), k.greater(zero, x))
}

/** `above` where x > 0, else `below`: the two sides of a kinked activation. At the kink it is the left side, as in PyTorch. */
export function bySide(k: Kernels, x: Ref, above: Ref, below: Ref): Ref {
  return k.where(k.greater(x, k.full([], 0)), above, below)
}

/** 1 − x. */
export function oneMinus(k: Kernels, x: Ref): Ref {
  return k.shift(k.neg(x), 1)
}

/** 1 where a is above b, ½ where they are equal, else 0. Beside NaN it is 1: the NaN must not vanish, as in PyTorch. */
export function shareOfWinner(k: Kernels, a: Ref, b: Ref): Ref {
  return oneMinus(k, k.add(k.greater(b, a), k.scale(k.equal(a, b), 0.5)))
}
