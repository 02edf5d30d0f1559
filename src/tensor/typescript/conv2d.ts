/**
 * @file 2-D cross-correlation and its two gradients, as matrix products over the windows of padded images.
 *
 * Let X be the matrix of windows, element (k, p) = padded[tap k + corner p], for taps k = (c, kh, kw) and
 * corners p = (n, h', w'). Then y = W X; δW = δy Xᵀ; δX = Wᵀ δy, added back to where each element came from.
 * X is never built: `gemm` reads and adds through the two tables of offsets.
 */
import type { Conv2dGeometry, Kernels } from '../kernels'
import type { Shape } from '../types'
import { gemm, offsets, offsetSums } from './gemm'
import type { Floats, Machine } from './machine'

interface Layout {
  readonly images: number
  readonly channels: number
  readonly size: readonly [number, number]
  readonly padded: readonly [number, number]
  /** Offsets in the padded images of the upper left corner of each window, over (n, h', w'). */
  readonly corners: Int32Array
  /** Offsets from a corner to each tap of one group's window, over (c, kh, kw). */
  readonly taps: Int32Array
  /** From the start of one group to the next, in the padded images. */
  readonly groupStep: number
  /** Offsets in y of each output place, over (n, h', w'), and from one output channel to the next. */
  readonly places: Int32Array
  readonly planeSize: number
}

function layoutOf(
  xShape: Shape,
  wShape: Shape,
  [outH, outW]: readonly [number, number],
  geometry: Conv2dGeometry,
): Layout {
  const [images, channels, height, width] = xShape as [number, number, number, number]
  const [outChannels, perGroup, kh, kw] = wShape as [number, number, number, number]
  const { stride, padding, dilation } = geometry
  const h = height + 2 * padding[0]
  const w = width + 2 * padding[1]
  return {
    images,
    channels,
    size: [height, width],
    padded: [h, w],
    corners: offsetSums(offsets(images, channels * h * w), offsets(outH, stride[0] * w), offsets(outW, stride[1])),
    taps: offsetSums(offsets(perGroup, h * w), offsets(kh, dilation[0] * w), offsets(kw, dilation[1])),
    groupStep: perGroup * h * w,
    places: offsetSums(offsets(images, outChannels * outH * outW), offsets(outH * outW, 1)),
    planeSize: outH * outW,
  }
}

/** Copies between images and their padded form, plane by plane. */
function eachRow(
  { images, channels, size, padded }: Layout,
  padding: readonly [number, number],
  visit: (plain: number, inside: number) => void,
): void {
  for (let plane = 0; plane < images * channels; plane++)
    for (let row = 0; row < size[0]; row++)
      visit((plane * size[0] + row) * size[1], (plane * padded[0] + row + padding[0]) * padded[1] + padding[1])
}

function pad(x: Floats, layout: Layout, padding: readonly [number, number]): Floats {
  if (padding[0] === 0 && padding[1] === 0) return x
  const width = layout.size[1]
  const into = new (x.constructor as Float64ArrayConstructor)(
    layout.images * layout.channels * layout.padded[0] * layout.padded[1],
  )
  eachRow(layout, padding, (plain, inside) => into.set(x.subarray(plain, plain + width), inside))
  return into
}

export function conv2dKernels(machine: Machine) {
  return {
    conv2d: (x, weight, geometry) => {
      const [out, , kh, kw] = weight.shape as [number, number, number, number]
      const extent = (axis: 0 | 1, kernel: number) =>
        Math.floor(
          (x.shape[2 + axis]! + 2 * geometry.padding[axis] - geometry.dilation[axis] * (kernel - 1) - 1) /
            geometry.stride[axis],
        ) + 1
      const size = [extent(0, kh), extent(1, kw)] as const
      const layout = layoutOf(x.shape, weight.shape, size, geometry)
      const y = machine.make([layout.images, out, ...size])
      const windows = pad(machine.floats(x), layout, geometry.padding)
      const w = machine.floats(weight)
      eachGroup(geometry.groups, out, layout, (channels, rows, image) =>
        gemm(
          { data: w, rows: scaled(channels, layout.taps.length), cols: offsets(layout.taps.length, 1) },
          { data: windows.subarray(image), rows: layout.taps, cols: layout.corners },
          { data: y.data, rows, cols: layout.places },
        ),
      )
      return y
    },
    conv2dInputGrad: (dy, weight, xShape, geometry) => {
      const layout = layoutOf(xShape, weight.shape, dy.shape.slice(2) as [number, number], geometry)
      const delta = machine.floats(dy)
      const w = machine.floats(weight)
      const plain = geometry.padding[0] === 0 && geometry.padding[1] === 0
      const dx = machine.make(xShape)
      const windows = plain ? dx.data : machine.make([layout.images * layout.channels, ...layout.padded]).data
      eachGroup(geometry.groups, weight.shape[0]!, layout, (channels, rows, image) =>
        gemm(
          { data: w, rows: offsets(layout.taps.length, 1), cols: scaled(channels, layout.taps.length) },
          { data: delta, rows, cols: layout.places },
          { data: windows.subarray(image), rows: layout.taps, cols: layout.corners },
        ),
      )
      if (!plain)
        eachRow(layout, geometry.padding, (to, inside) =>
          dx.data.set(windows.subarray(inside, inside + layout.size[1]), to),
        )
      return dx
    },
    conv2dWeightGrad: (dy, x, weightShape, geometry) => {
      const layout = layoutOf(x.shape, weightShape, dy.shape.slice(2) as [number, number], geometry)
      const delta = machine.floats(dy)
      const windows = pad(machine.floats(x), layout, geometry.padding)
      const dw = machine.make(weightShape)
      eachGroup(geometry.groups, weightShape[0]!, layout, (channels, rows, image) =>
        gemm(
          { data: delta, rows, cols: layout.places },
          { data: windows.subarray(image), rows: layout.corners, cols: layout.taps },
          { data: dw.data, rows: scaled(channels, layout.taps.length), cols: offsets(layout.taps.length, 1) },
        ),
      )
      return dw
    },
  } satisfies Partial<Kernels>
}

/** For each group: its output channels, their offsets in y, and where its input channels begin. */
function eachGroup(
  groups: number,
  outChannels: number,
  layout: Layout,
  visit: (channels: Int32Array, rows: Int32Array, image: number) => void,
): void {
  const perGroup = outChannels / groups
  for (let g = 0; g < groups; g++) {
    const channels = offsets(perGroup, 1, g * perGroup)
    visit(channels, scaled(channels, layout.planeSize), g * layout.groupStep)
  }
}

function scaled(table: Int32Array, factor: number): Int32Array {
  return table.map((entry) => entry * factor)
}
