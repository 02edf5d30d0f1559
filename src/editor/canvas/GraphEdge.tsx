/** @file An edge: its line, its value above and its gradient below. Wakes only for its own edge's run state. */
import type { EdgeProps } from '@xyflow/react'
import { memo, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { portKey } from '../../graph'
import { nodeName } from '../format'
import { useDocument, useShown } from '../state/context'
import { useBreakpointWords } from '../state/travelStore'
import { useEdgePaint, useMark } from '../state/overlays'
import { useEdgeLight } from './activeEvent'
import { EdgeMark } from './CheckMark'
import { edgeCurve, labelPoint, pathData, pointAt, directionAt, type Curve } from './edgePath'
import { edgeLabels, edgeName, edgeStrength, edgeWidth } from './edgeWords'
import type { PortSide } from './geometry'
import { useGradientScale } from './gradientScale'
import type { CanvasEdge } from './projection'

export const GraphEdge = memo(function GraphEdge(props: EdgeProps<CanvasEdge>) {
  const { id, source, target, sourceHandleId, targetPosition, sourceX, sourceY, targetX, targetY, selected, data } =
    props
  const fromKey = portKey(source, sourceHandleId ?? 'y')
  const value = useShown('values', fromKey)
  const delta = useShown('edges', id)
  const from = useDocument((state) => nodeName(state.document, source))
  const to = useDocument((state) => nodeName(state.document, target))
  const light = useEdgeLight(id, target, fromKey)
  const scale = useGradientScale()
  const [hovered, setHovered] = useState(false)
  const paint = useEdgePaint(id)
  const mark = useMark('edges', id)
  const more = [paint?.words, mark?.words].filter(Boolean).map((words) => `, ${words}`)
  const ref = useAccessibleName(edgeName(from, to, value, delta) + more.join('') + useBreakpointWords('edge', id))

  const curve = edgeCurve({
    source: { x: sourceX, y: sourceY },
    target: { x: targetX, y: targetY },
    targetSide: targetPosition as string as PortSide,
    bow: data?.bow,
  })
  const path = pathData(curve)
  const labels = edgeLabels(value, delta, hovered || !!selected)
  const norm = delta.state === 'known' ? delta.view.statistics.norm : 0
  const stroke = paint
    ? { strokeWidth: paint.width, stroke: paint.colour, strokeDasharray: 'none' }
    : labels.line === 'flow'
      ? {
          strokeWidth: edgeWidth(norm, scale),
          stroke: `color-mix(in srgb, var(--gw-delta) ${Math.round(45 + 55 * edgeStrength(norm, scale))}%, var(--gw-wire))`,
        }
      : undefined
  const at = data?.at ?? 0.5
  return (
    <g
      ref={ref}
      className="gw-edge"
      data-line={labels.line}
      data-selected={selected || undefined}
      onPointerEnter={() => setHovered(true)}
      onPointerLeave={() => setHovered(false)}
    >
      {light && <path className="gw-edge-light" data-tone={light.split(':')[0]} d={path} />}
      <path className="gw-edge-line" d={path} style={stroke} />
      <path className="react-flow__edge-interaction" d={path} fill="none" strokeOpacity={0} strokeWidth={18} />
      {(labels.line === 'blocked' || labels.line === 'bad') && <Mark curve={curve} at={at} kind={labels.line} />}
      {mark && <EdgeMark mark={mark} at={pointAt(curve, MARK_AT)} />}
      {light && <Dot key={light} path={path} tone={light.split(':')[0]!} />}
      {labels.above && (
        <Label
          curve={curve}
          at={at}
          text={labels.above}
          short={labels.shortAbove}
          where="above"
          tone={labels.aboveBad ? 'bad' : 'value'}
        />
      )}
      {paint?.label && <Label curve={curve} at={at} text={paint.label} short={paint.label} where="below" tone="heat" />}
      {!paint && labels.below && (
        <Label
          curve={curve}
          at={at}
          text={labels.below}
          short={labels.shortBelow}
          where="below"
          tone={labels.line === 'bad' ? 'bad' : labels.line === 'blocked' ? 'blocked' : 'delta'}
        />
      )}
    </g>
  )
})

/** Beside the consumer, away from the labels. */
const MARK_AT = 0.84

interface LabelProps {
  readonly curve: Curve
  readonly at: number
  readonly text: string
  readonly short: string | null
  readonly where: 'above' | 'below'
  readonly tone: string
}

/**
 * Both wordings are there; the distance from which the canvas is seen decides which one shows (edges.css). From afar the
 * words are large beside the line, so the short one stands straight over and under its middle.
 */
function Label({ curve, at, text, short, where, tone }: LabelProps) {
  const { x, y } = labelPoint(curve, at, text, where)
  const middle = pointAt(curve, 0.5)
  const common = { className: 'gw-edge-label', 'data-tone': tone, 'data-where': where, 'aria-hidden': true } as const
  return (
    <>
      <text {...common} data-full x={x} y={y}>
        {text}
      </text>
      {short !== null && (
        <text
          {...common}
          data-short={short.length > 6 ? 'long' : ''}
          x={middle.x}
          y={middle.y + (where === 'above' ? -FAR_OFFSET : FAR_OFFSET)}
        >
          {short}
        </text>
      )}
    </>
  )
}

/** Half the height of the large words, and a gap. */
const FAR_OFFSET = 14

/** Blocked: a bar across the line. Bad: a triangle, so that red is not the only sign. */
function Mark({ curve, at, kind }: { curve: Curve; at: number; kind: 'blocked' | 'bad' }) {
  const { x, y } = pointAt(curve, at)
  const direction = directionAt(curve, at)
  const angle = (Math.atan2(direction.y, direction.x) * 180) / Math.PI
  return kind === 'blocked' ? (
    <path className="gw-edge-stop" d="M-2,-6 V6 M2,-6 V6" transform={`translate(${x} ${y}) rotate(${angle})`} />
  ) : (
    <path className="gw-edge-bad" d="M0,-6 L6,5 H-6 Z" transform={`translate(${x} ${y})`} />
  )
}

/** How long a light stays before its dot sets out. Milliseconds. */
const DOT_WAITS = 140

/**
 * One dot runs once along the line, with the flow of what it carries. In fast stepping the light is gone before: a dot
 * is an animated layer, and making one for each step costs more than all the rest of the step.
 */
function Dot({ path, tone }: { path: string; tone: string }) {
  const [out, setOut] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setOut(true), DOT_WAITS)
    return () => clearTimeout(timer)
  }, [])
  return (
    out && (
      <circle
        className="gw-dot"
        data-tone={tone}
        r={5}
        style={{ offsetPath: `path("${path}")` }}
        aria-hidden
        onAnimationEnd={() => setOut(false)}
      />
    )
  )
}

/** Written on React Flow's own focusable element: through the edge's props it would render every edge again. */
function useAccessibleName(name: string) {
  const ref = useRef<SVGGElement>(null)
  useLayoutEffect(() => {
    ref.current?.closest('.react-flow__edge')?.setAttribute('aria-label', name)
  }, [name])
  return ref
}
