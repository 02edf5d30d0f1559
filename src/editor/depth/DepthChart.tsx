/** @file The depth chart itself: points to rest on and to press, by pointer and by keyboard. */
import { useElementSize, useMergedRef } from '@mantine/hooks'
import { useEffect, useMemo, useRef, type KeyboardEvent, type PointerEvent } from 'react'
import { formatNumber } from '../format'
import { goToNode } from '../panels/addOp'
import { sharpContext } from '../sharpContext'
import { useServices, useView } from '../state/context'
import { useScheme } from '../theme'
import { pointAt, xOf, type DepthFrame } from './geometry'
import { paintDepth, type DepthColours } from './paintDepth'
import { decades, type Amount, type DepthPoint } from './points'

interface DepthChartProps {
  readonly points: readonly DepthPoint[]
  readonly count: number
  readonly nameOf: (node: string) => string
  /** The node under the pointer, or reached by the keyboard. */
  readonly pointed: string | null
  readonly onPoint: (node: string | null) => void
}

export function DepthChart({ points, count, nameOf, pointed, onPoint }: DepthChartProps) {
  const services = useServices()
  const selected = useView((state) => state.selectedNodes)
  const scheme = useScheme()
  const canvas = useRef<HTMLCanvasElement>(null)
  const holder = useRef<HTMLDivElement>(null)
  const { ref: sized, width, height } = useElementSize<HTMLDivElement>()
  const both = useMergedRef(sized, holder)
  const frame = useMemo<DepthFrame>(
    () => ({ width, height, count, ...decades(points) }),
    [width, height, count, points],
  )

  useEffect(() => {
    const element = canvas.current
    const context = sharpContext(element, width, height)
    if (!element || !context) return
    // A power of ten needs no factor 1 before it.
    const tickText = (decade: number) => formatNumber(10 ** decade, 1).replace('1×', '')
    paintDepth(context, { frame, points, selected, pointed, tickText }, coloursOf(element))
  }, [frame, points, selected, pointed, width, height, scheme])

  const at = points.findIndex(({ node }) => node === pointed)
  const current = points[at]
  const under = (event: PointerEvent<HTMLDivElement>) => {
    const { left, top } = event.currentTarget.getBoundingClientRect()
    return pointAt(frame, points, event.clientX - left, event.clientY - top)?.point.node ?? null
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    if ((event.key === 'Enter' || event.key === ' ') && current) goToNode(services, current.node)
    else {
      const from = at < 0 ? points.length : at
      const to: Record<string, number> = {
        ArrowRight: at + 1,
        ArrowUp: at + 1,
        ArrowLeft: from - 1,
        ArrowDown: from - 1,
        Home: 0,
        End: points.length - 1,
      }
      if (!Object.hasOwn(to, event.key)) return
      onPoint(points[Math.max(0, Math.min(points.length - 1, to[event.key]!))]?.node ?? null)
    }
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <div
      ref={both}
      className="gw-depth-chart"
      role="slider"
      tabIndex={0}
      aria-label="Nodes by depth; Enter goes to the node"
      aria-valuemin={0}
      aria-valuemax={Math.max(0, points.length - 1)}
      aria-valuenow={Math.max(0, at)}
      aria-valuetext={current ? wordsOf(current, nameOf) : 'no node yet'}
      data-pointed={current ? true : undefined}
      onKeyDown={onKeyDown}
      onPointerMove={(event) => onPoint(under(event))}
      onPointerLeave={() => onPoint(null)}
      onClick={() => current && goToNode(services, current.node)}
      onPointerDown={(event) => onPoint(under(event))}
    >
      <canvas ref={canvas} aria-hidden="true" />
      {current && (
        <p className="gw-depth-tip" data-side={xOf(frame, current.place) > width / 2 ? 'left' : 'right'} aria-hidden>
          {wordsOf(current, nameOf)}
        </p>
      )}
    </div>
  )
}

/** "z₁: |value| 0.731, |δ| not computed yet". */
function wordsOf({ node, value, delta }: DepthPoint, nameOf: (node: string) => string): string {
  return `${nameOf(node)}: |value| ${amountText(value)}, |δ| ${amountText(delta)}`
}

function amountText({ state, rms }: Amount): string {
  const words = { zero: '0', bad: 'NaN or ∞', pending: 'not computed yet', none: 'none' }
  return state === 'known' ? formatNumber(rms) : words[state]
}

function coloursOf(element: Element): DepthColours {
  const style = getComputedStyle(element)
  const token = (name: string) => style.getPropertyValue(`--gw-${name}`).trim()
  return {
    value: token('value'),
    delta: token('delta'),
    error: token('error'),
    line: token('line'),
    ink: token('ink'),
    quiet: token('ink-3'),
    paper: token('surface'),
    font: style.fontFamily,
  }
}
