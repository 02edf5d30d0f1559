/** @file Settings in words: one decimal where there is one. Pure. */
export const short = (x: number): string => String(Math.round(x * 10) / 10)

export const pixels = (x: number): string => `${short(x)} ${short(x) === '1' ? 'pixel' : 'pixels'}`
