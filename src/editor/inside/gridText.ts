/** @file The numbers of a grid: all with as many decimals as its largest needs, so that columns are narrow and even. Pure. */
import { formatNumber } from '../format'

/** Below this, decimals would be mostly zeros. */
const LEAST = 1e-3

/**
 * @param limit the largest magnitude in the grid @param whole all numbers of the grid are whole
 * @returns 0 as "0"; what is smaller than the last decimal as "0.00", for it is not 0.
 */
export function gridText(x: number, limit: number, whole: boolean): string {
  if (x === 0 || !Number.isFinite(x) || limit < LEAST || limit >= 1000) return formatNumber(x, 2)
  const decimals = whole
    ? 0
    : Math.max(0, Math.min(4, limit >= 0.1 ? 2 - Math.max(0, digits(limit)) : 1 - digits(limit)))
  return x.toFixed(decimals).replace('-', '−')
}

/** 0 for 1 … 9.99, 1 for 10 … 99.9, −2 for 0.01 … 0.099. */
const digits = (x: number): number => Math.floor(Math.log10(x))
