import { expect } from 'vitest'

/** |got − want| ≤ absolute + relative·|want|, element by element; NaN and ∞ must be the same. */
export function expectClose(
  got: ArrayLike<number> | undefined,
  want: ArrayLike<number>,
  what: string,
  { absolute = 1e-12, relative = 1e-9 } = {},
): void {
  expect(got, `${what} is missing`).toBeDefined()
  expect(got!.length, `${what} has another size`).toBe(want.length)
  for (let i = 0; i < want.length; i++) {
    if (Object.is(got![i], want[i])) continue
    const off = Math.abs(got![i]! - want[i]!)
    if (!(off <= absolute + relative * Math.abs(want[i]!)))
      expect.fail(`${what}[${i}]: got ${got![i]}, want ${want[i]} (off by ${off})`)
  }
}
