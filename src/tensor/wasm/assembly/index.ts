/**
 * @file What the module exports: every kernel once for each element type. The names and arguments are those of
 * `Exports` in ../exports.ts.
 */
import { convolve, convolveScratch } from './convolution'
import { inputGradient, inputGradientScratch, weightGradient, weightGradientScratch } from './convolutionGradients'
import { addScaled, binary, copyStrided, linear, toSingle, unary } from './elementwise'
import { gemm, gemmScratch } from './gemm'
import { averagePool, maxPool, maxPoolGradient } from './pooling'
import { oneHot, softmaxRows, sumAround, sumMiddle } from './reduction'

export { toSingle }

export function gemm_f32(m: i32, n: i32, k: i32, a: usize, aRow: i32, aStep: i32, b: usize, bStep: i32, bColumn: i32, c: usize, cRow: i32, start: i32, bias: usize, scratch: usize): void {
  gemm<f32>(m, n, k, a, aRow, aStep, b, bStep, bColumn, c, cRow, start, bias, scratch)
}
export function gemm_f64(m: i32, n: i32, k: i32, a: usize, aRow: i32, aStep: i32, b: usize, bStep: i32, bColumn: i32, c: usize, cRow: i32, start: i32, bias: usize, scratch: usize): void {
  gemm<f64>(m, n, k, a, aRow, aStep, b, bStep, bColumn, c, cRow, start, bias, scratch)
}

export function convolve_f32(g: usize, x: usize, w: usize, bias: usize, y: usize, scratch: usize): void {
  convolve<f32>(g, x, w, bias, y, scratch)
}
export function convolve_f64(g: usize, x: usize, w: usize, bias: usize, y: usize, scratch: usize): void {
  convolve<f64>(g, x, w, bias, y, scratch)
}

export function weightGradient_f32(g: usize, dy: usize, x: usize, dw: usize, scratch: usize): void {
  weightGradient<f32>(g, dy, x, dw, scratch)
}
export function weightGradient_f64(g: usize, dy: usize, x: usize, dw: usize, scratch: usize): void {
  weightGradient<f64>(g, dy, x, dw, scratch)
}

export function inputGradient_f32(g: usize, dy: usize, w: usize, dx: usize, scratch: usize): void {
  inputGradient<f32>(g, dy, w, dx, scratch)
}
export function inputGradient_f64(g: usize, dy: usize, w: usize, dx: usize, scratch: usize): void {
  inputGradient<f64>(g, dy, w, dx, scratch)
}

export function gemmScratch_f32(): i32 {
  return gemmScratch<f32>()
}
export function gemmScratch_f64(): i32 {
  return gemmScratch<f64>()
}

export function convolveScratch_f32(g: usize): usize {
  return convolveScratch<f32>(g)
}
export function convolveScratch_f64(g: usize): usize {
  return convolveScratch<f64>(g)
}

export function weightGradientScratch_f32(g: usize): usize {
  return weightGradientScratch<f32>(g)
}
export function weightGradientScratch_f64(g: usize): usize {
  return weightGradientScratch<f64>(g)
}

export function inputGradientScratch_f32(g: usize, spare: usize): usize {
  return inputGradientScratch<f32>(g, spare)
}
export function inputGradientScratch_f64(g: usize, spare: usize): usize {
  return inputGradientScratch<f64>(g, spare)
}

export function maxPool_f32(g: usize, x: usize, y: usize, index: usize): void {
  maxPool<f32>(g, x, y, index)
}
export function maxPool_f64(g: usize, x: usize, y: usize, index: usize): void {
  maxPool<f64>(g, x, y, index)
}

export function maxPoolGradient_f32(planes: i32, size: i32, perPlane: i32, dy: usize, index: usize, gate: usize, dx: usize): void {
  maxPoolGradient<f32>(planes, size, perPlane, dy, index, gate, dx)
}
export function maxPoolGradient_f64(planes: i32, size: i32, perPlane: i32, dy: usize, index: usize, gate: usize, dx: usize): void {
  maxPoolGradient<f64>(planes, size, perPlane, dy, index, gate, dx)
}

export function averagePool_f32(g: usize, x: usize, y: usize, countPadding: bool, back: bool): void {
  averagePool<f32>(g, x, y, countPadding, back)
}
export function averagePool_f64(g: usize, x: usize, y: usize, countPadding: bool, back: bool): void {
  averagePool<f64>(g, x, y, countPadding, back)
}

export function unary_f32(operation: i32, n: i32, x: usize, y: usize): void {
  unary<f32>(operation, n, x, y)
}
export function unary_f64(operation: i32, n: i32, x: usize, y: usize): void {
  unary<f64>(operation, n, x, y)
}

export function binary_f32(operation: i32, rows: i32, n: i32, y: usize, a: usize, aRow: i32, aStep: i32, b: usize, bRow: i32, bStep: i32): void {
  binary<f32>(operation, rows, n, y, a, aRow, aStep, b, bRow, bStep)
}
export function binary_f64(operation: i32, rows: i32, n: i32, y: usize, a: usize, aRow: i32, aStep: i32, b: usize, bRow: i32, bStep: i32): void {
  binary<f64>(operation, rows, n, y, a, aRow, aStep, b, bRow, bStep)
}

export function linear_f32(n: i32, x: usize, y: usize, factor: f64, term: f64): void {
  linear<f32>(n, x, y, factor, term)
}
export function linear_f64(n: i32, x: usize, y: usize, factor: f64, term: f64): void {
  linear<f64>(n, x, y, factor, term)
}

export function addScaled_f32(n: i32, x: usize, y: usize, before: usize, factor: f64): f64 {
  return addScaled<f32>(n, x, y, before, factor)
}
export function addScaled_f64(n: i32, x: usize, y: usize, before: usize, factor: f64): f64 {
  return addScaled<f64>(n, x, y, before, factor)
}

export function copyStrided_f32(rows: i32, n: i32, y: usize, x: usize, row: i32, step: i32): void {
  copyStrided<f32>(rows, n, y, x, row, step)
}
export function copyStrided_f64(rows: i32, n: i32, y: usize, x: usize, row: i32, step: i32): void {
  copyStrided<f64>(rows, n, y, x, row, step)
}

export function sumAround_f32(outer: i32, kept: i32, inner: i32, x: usize, y: usize): void {
  sumAround<f32>(outer, kept, inner, x, y)
}
export function sumAround_f64(outer: i32, kept: i32, inner: i32, x: usize, y: usize): void {
  sumAround<f64>(outer, kept, inner, x, y)
}

export function sumMiddle_f32(outer: i32, middle: i32, inner: i32, x: usize, y: usize): void {
  sumMiddle<f32>(outer, middle, inner, x, y)
}
export function sumMiddle_f64(outer: i32, middle: i32, inner: i32, x: usize, y: usize): void {
  sumMiddle<f64>(outer, middle, inner, x, y)
}

export function softmaxRows_f32(rows: i32, n: i32, x: usize, y: usize, logarithm: bool): void {
  softmaxRows<f32>(rows, n, x, y, logarithm)
}
export function softmaxRows_f64(rows: i32, n: i32, x: usize, y: usize, logarithm: bool): void {
  softmaxRows<f64>(rows, n, x, y, logarithm)
}

export function oneHot_f32(outer: i32, classes: i32, inner: i32, index: usize, y: usize): void {
  oneHot<f32>(outer, classes, inner, index, y)
}
export function oneHot_f64(outer: i32, classes: i32, inner: i32, index: usize, y: usize): void {
  oneHot<f64>(outer, classes, inner, index, y)
}
