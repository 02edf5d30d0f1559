/** @file The tensors of a convolution's forward pass. While newer ones are on their way the last ones stay: no flicker. */
import { useMemo, useState } from 'react'
import type { CheckedNode } from '../../check'
import { portKey } from '../../graph'
import { convSizes } from '../inside/convSizes'
import type { ConvSizes } from '../inside/convolution'
import { missing, type Layer } from '../inside/useLayer'
import { useNumbers, type Numbers } from '../inside/useNumbers'

export interface Forward {
  readonly layer: Layer
  readonly sizes: ConvSizes
}

type Known = Extract<Numbers, { state: 'known' }>

export type ForwardState = ({ readonly state: 'known' } & Forward) | { readonly state: 'missing'; readonly why: string }

/** Of what is not looked at here. */
const NONE: Numbers = { state: 'none' }

export function useForward(node: CheckedNode): ForwardState {
  const keyOf = (port: string) => {
    const wire = node.wires[port]
    return wire ? portKey(wire.node, wire.port) : portKey(node.id, port)
  }
  const hasBias = node.wires.bias !== undefined || node.parameters.includes('bias')
  const x = useNumbers({ kind: 'values', key: keyOf('x') })
  const weight = useNumbers({ kind: 'values', key: keyOf('weight') })
  const bias = useNumbers(hasBias ? { kind: 'values', key: keyOf('bias') } : null)
  const y = useNumbers({ kind: 'values', key: portKey(node.id, 'y') })
  const biasKnown = !hasBias || bias.state === 'known'
  const now = useMemo<Forward | null>(() => {
    if (x.state !== 'known' || weight.state !== 'known' || y.state !== 'known' || !biasKnown) return null
    const sizes = convSizes(node, x.shape, weight.shape, y.shape)
    if (!fits(sizes)) return null
    const layer = { x, weight, bias: hasBias ? bias : null, y, dy: NONE, dx: NONE, dWeight: NONE, dBias: NONE }
    return { layer, sizes }
  }, [node, x, weight, bias, y, hasBias, biasKnown])
  const [last, setLast] = useState(now)
  if (now && now !== last) setLast(now)
  const why = missing(x, weight, hasBias ? bias : null, y)
  const loading = [x, weight, bias, y].some(({ state }) => state === 'loading')
  const shown = now ?? (loading || why === null ? last : null)
  if (!shown) return { state: 'missing', why: why ?? 'Fetching the numbers…' }
  if (!shown.sizes.x[0] || !shown.sizes.weight[0])
    return { state: 'missing', why: 'This batch holds no example. Load an image, or bind a data set.' }
  return { state: 'known', ...shown }
}

/** Whether the tensors are of one pass: between two of them, a new weight may stand beside an old response. */
function fits({ x, weight, y, stride, padding, dilation }: ConvSizes): boolean {
  const side = (axis: 0 | 1) =>
    Math.floor((x[2 + axis]! + 2 * padding[axis] - dilation[axis] * (weight[2 + axis]! - 1) - 1) / stride[axis]) + 1
  return y[0] === x[0] && y[1] === weight[0] && y[2] === side(0) && y[3] === side(1)
}

/** The numbers of a tensor that `useForward` has found. */
export const known = (numbers: Numbers | null): Known => {
  if (numbers?.state !== 'known') throw new Error('A tensor of the forward pass was used before it was there.')
  return numbers
}
