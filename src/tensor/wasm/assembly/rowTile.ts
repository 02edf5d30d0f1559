/**
 * @file A single row of a product, 8 vectors wide: where a group has one output channel, a tile of 2 vectors would wait for
 * each of its sums.
 */
import { FROM_RESULT, FROM_ROW_BIAS, ROWS, spreadStep } from './tile'
import { lanes, madd, zero } from './vector'

/** Places of one such row. */
// @ts-ignore: decorator
@inline
export function rowPlaces<T>(): i32 {
  return 8 * lanes<T>()
}

/**
 * c = start + Σ_k a[k]·x[place + offset k]: steps of `a` are those of a panel with offsets (`spreadTile`), of which the first
 * number counts. `places` lists offsets in `image`, of which each `lanes` are neighbours.
 */
export function rowTile<T>(depth: i32, a: usize, image: usize, places: usize, c: usize, start: i32, bias: usize): void {
  const next: usize = 4 * <usize>lanes<T>()
  const p0 = image + <usize>load<i32>(places)
  const p1 = image + <usize>load<i32>(places + next)
  const p2 = image + <usize>load<i32>(places + <usize>2 * next)
  const p3 = image + <usize>load<i32>(places + <usize>3 * next)
  const p4 = image + <usize>load<i32>(places + <usize>4 * next)
  const p5 = image + <usize>load<i32>(places + <usize>5 * next)
  const p6 = image + <usize>load<i32>(places + <usize>6 * next)
  const p7 = image + <usize>load<i32>(places + <usize>7 * next)
  let c0 = zero<T>(), c1 = zero<T>(), c2 = zero<T>(), c3 = zero<T>()
  let c4 = zero<T>(), c5 = zero<T>(), c6 = zero<T>(), c7 = zero<T>()
  if (start == FROM_RESULT) {
    c0 = v128.load(c)
    c1 = v128.load(c, 16)
    c2 = v128.load(c, 32)
    c3 = v128.load(c, 48)
    c4 = v128.load(c, 64)
    c5 = v128.load(c, 80)
    c6 = v128.load(c, 96)
    c7 = v128.load(c, 112)
  } else if (start == FROM_ROW_BIAS) {
    c0 = v128.load_splat<T>(bias)
    c1 = c0
    c2 = c0
    c3 = c0
    c4 = c0
    c5 = c0
    c6 = c0
    c7 = c0
  }
  const end = a + <usize>depth * spreadStep<T>()
  while (a < end) {
    const at = <usize>load<i32>(a, <usize>ROWS * sizeof<T>())
    const x = v128.load_splat<T>(a)
    c0 = madd<T>(x, v128.load(p0 + at), c0)
    c1 = madd<T>(x, v128.load(p1 + at), c1)
    c2 = madd<T>(x, v128.load(p2 + at), c2)
    c3 = madd<T>(x, v128.load(p3 + at), c3)
    c4 = madd<T>(x, v128.load(p4 + at), c4)
    c5 = madd<T>(x, v128.load(p5 + at), c5)
    c6 = madd<T>(x, v128.load(p6 + at), c6)
    c7 = madd<T>(x, v128.load(p7 + at), c7)
    a += spreadStep<T>()
  }
  v128.store(c, c0)
  v128.store(c, c1, 16)
  v128.store(c, c2, 32)
  v128.store(c, c3, 48)
  v128.store(c, c4, 64)
  v128.store(c, c5, 80)
  v128.store(c, c6, 96)
  v128.store(c, c7, 112)
}
