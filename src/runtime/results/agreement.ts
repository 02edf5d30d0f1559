/** @file How near answers are to targets, added up example by example: R² and the mean absolute error. */

/** Sums over examples for each of `count` outputs. */
export class Sums {
  #examples = 0
  readonly #mean: Float64Array
  readonly #spread: Float64Array
  readonly #squares: Float64Array
  readonly #distances: Float64Array

  constructor(private readonly count: number) {
    this.#mean = new Float64Array(count)
    this.#spread = new Float64Array(count)
    this.#squares = new Float64Array(count)
    this.#distances = new Float64Array(count)
  }

  /** @returns the mean of |answer − target| over the outputs. */
  add(target: ArrayLike<number>, answer: ArrayLike<number>, offset: number): number {
    this.#examples++
    let distances = 0
    for (let i = 0; i < this.count; i++) {
      const t = target[offset + i]!
      const error = answer[offset + i]! - t
      // Welford's update: Σ(t − mean)² without the difference of two large sums.
      const before = t - this.#mean[i]!
      this.#mean[i]! += before / this.#examples
      this.#spread[i]! += before * (t - this.#mean[i]!)
      this.#squares[i]! += error * error
      this.#distances[i]! += Math.abs(error)
      distances += Math.abs(error)
    }
    return distances / this.count
  }

  /**
   * R² = 1 − Σ(answer − target)² / Σ(target − mean)² over one output, or over all of them, each with its mean (the same as
   * the mean of their R², each weighed by the variance of its targets).
   * @returns null when the targets do not differ.
   */
  r2(output: number | null): number | null {
    const spread = sum(this.#spread, output)
    return spread > 0 ? 1 - sum(this.#squares, output) / spread : null
  }

  /** Mean absolute error. */
  mae(output: number | null): number {
    return sum(this.#distances, output) / (this.#examples * (output === null ? this.count : 1))
  }
}

const sum = (numbers: Float64Array, output: number | null) =>
  output === null ? numbers.reduce((total, x) => total + x, 0) : numbers[output]!
