/** @file 2-D pooling over NCHW images and its gradients. */
import type { Kernels, PoolGeometry } from '../kernels'
import { fromArray } from '../make'
import { numel } from '../shape'
import type { Ref, Shape } from '../types'
import { dataOf, type Machine } from './machine'

export function poolKernels(machine: Machine) {
  return {
    maxPool2d: (x: Ref, geometry: PoolGeometry): { y: Ref; index: Ref } => {
      const from = machine.floats(x)
      const [images, channels, height, width] = x.shape as [number, number, number, number]
      const { kernel, stride, padding, dilation, out } = geometry
      const y = machine.make([images, channels, ...out])
      const { data } = y
      const index = new Float64Array(data.length)
      let at = 0
      for (let base = 0; base < from.length; base += height * width)
        for (let oh = 0; oh < out[0]; oh++) {
          const top = oh * stride[0] - padding[0]
          const firstRow = top < 0 ? top + dilation[0] * Math.ceil(-top / dilation[0]) : top
          const endRow = Math.min(top + kernel[0] * dilation[0], height)
          for (let ow = 0; ow < out[1]; ow++, at++) {
            const left = ow * stride[1] - padding[1]
            const firstCol = left < 0 ? left + dilation[1] * Math.ceil(-left / dilation[1]) : left
            const endCol = Math.min(left + kernel[1] * dilation[1], width)
            // A window that lies in the padding altogether has no winner.
            let best = -Infinity
            let winner = -1
            for (let h = firstRow; h < endRow; h += dilation[0])
              for (let i = base + h * width + firstCol, end = base + h * width + endCol; i < end; i += dilation[1]) {
                const value = from[i]!
                // The first of equals stays; NaN wins over all, as in PyTorch.
                if (value > best || winner < 0 || value !== value) {
                  best = value
                  winner = i - base
                }
              }
            data[at] = best
            index[at] = winner
          }
        }
      return { y, index: fromArray(y.shape, index, 'int64') }
    },
    maxPool2dGrad: (dy: Ref, index: Ref, xShape: Shape): Ref => {
      const delta = machine.floats(dy)
      const winners = dataOf(index)
      const dx = machine.make(xShape)
      const plane = numel(xShape.slice(2))
      const perPlane = numel(dy.shape.slice(2))
      for (let i = 0, base = 0; i < delta.length; base += plane)
        for (const end = i + perPlane; i < end; i++) if (winners[i]! >= 0) dx.data[base + winners[i]!]! += delta[i]!
      return dx
    },
    avgPool2d: (x: Ref, geometry: PoolGeometry): Ref => {
      const from = machine.floats(x)
      const y = machine.make([...x.shape.slice(0, 2), ...geometry.out])
      eachWindow(x.shape, geometry, (at, first, rows, cols, step, divisor) => {
        let sum = 0
        for (let row = 0; row < rows; row++)
          for (let i = first + row * step, end = i + cols; i < end; i++) sum += from[i]!
        y.data[at] = sum / divisor
      })
      return y
    },
    avgPool2dGrad: (dy: Ref, xShape: Shape, geometry: PoolGeometry): Ref => {
      const delta = machine.floats(dy)
      const dx = machine.make(xShape)
      const { data } = dx
      eachWindow(xShape, geometry, (at, first, rows, cols, step, divisor) => {
        const share = delta[at]! / divisor
        for (let row = 0; row < rows; row++)
          for (let i = first + row * step, end = i + cols; i < end; i++) data[i]! += share
      })
      return dx
    },
  } satisfies Partial<Kernels>
}

type WindowVisit = (at: number, first: number, rows: number, cols: number, step: number, divisor: number) => void

/**
 * The part of each averaging window that lies in the image (average pooling has no dilation), with its divisor:
 * the elements it covers, or with `countIncludePad` the padded ones too, but never what `ceil_mode` sticks out beyond.
 */
function eachWindow(
  xShape: Shape,
  { kernel, stride, padding, out, countIncludePad }: PoolGeometry,
  visit: WindowVisit,
): void {
  const [images, channels, height, width] = xShape as [number, number, number, number]
  let at = 0
  for (let plane = 0; plane < images * channels; plane++)
    for (let oh = 0; oh < out[0]; oh++) {
      const top = oh * stride[0] - padding[0]
      const bottom = Math.min(top + kernel[0], height + padding[0])
      const firstRow = Math.max(top, 0)
      const rows = Math.max(Math.min(bottom, height) - firstRow, 0)
      for (let ow = 0; ow < out[1]; ow++, at++) {
        const left = ow * stride[1] - padding[1]
        const right = Math.min(left + kernel[1], width + padding[1])
        const firstCol = Math.max(left, 0)
        const cols = Math.max(Math.min(right, width) - firstCol, 0)
        const divisor = countIncludePad ? (bottom - top) * (right - left) : rows * cols
        visit(at, (plane * height + firstRow) * width + firstCol, rows, cols, width, divisor)
      }
    }
}
