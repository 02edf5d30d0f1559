/** @file The wire while it is drawn: the line, and the words beside the pointer that say whether it may end here. */
import { useConnection, type ConnectionLineComponentProps } from '@xyflow/react'
import { useEffect, useRef } from 'react'
import { useDocument } from '../state/context'
import { nodeName } from '../format'
import { connectionOf, useWire } from './connecting'
import { edgeCurve, pathData } from './edgePath'
import type { PortSide } from './geometry'

export function ConnectionLine({
  fromX,
  fromY,
  toX,
  toY,
  fromHandle,
  toPosition,
  connectionStatus,
}: ConnectionLineComponentProps) {
  const forward = fromHandle.type === 'source'
  const side = toPosition as string as PortSide
  const curve = forward
    ? edgeCurve({
        source: { x: fromX, y: fromY },
        target: { x: toX, y: toY },
        targetSide: side === 'bottom' ? 'bottom' : 'left',
      })
    : edgeCurve({
        source: { x: toX, y: toY },
        target: { x: fromX, y: fromY },
        targetSide: fromHandle.position as string as PortSide,
      })
  return <path className="gw-wire" data-status={connectionStatus ?? undefined} d={pathData(curve)} />
}

/** Follows the pointer. Shown only over a port: elsewhere the wire speaks for itself. */
export function ConnectionHint() {
  const wire = useWire()
  const over = useConnection((state) =>
    state.inProgress && state.toHandle ? `${state.toHandle.nodeId} ${state.toHandle.type} ${state.toHandle.id}` : null,
  )
  const document = useDocument((state) => state.document)
  const ref = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const follow = (event: MouseEvent | TouchEvent) => {
      const point = 'touches' in event ? event.touches[0] : event
      if (ref.current && point)
        ref.current.style.translate = `${Math.min(point.clientX + 16, window.innerWidth - 276)}px ${point.clientY + 18}px`
    }
    window.addEventListener('mousemove', follow, { passive: true })
    window.addEventListener('touchmove', follow, { passive: true })
    return () => {
      window.removeEventListener('mousemove', follow)
      window.removeEventListener('touchmove', follow)
    }
  }, [])
  let text = ''
  let tone = 'ok'
  if (wire && over) {
    const [node, type, port] = over.split(' ') as [string, string, string]
    const at = { node, port, output: type === 'source' }
    const isStart = wire.from.node === node && wire.from.port === port && wire.from.output === at.output
    const verdict = wire.verdict(at)
    if (!isStart && !verdict.ok) [text, tone] = [verdict.message, 'refused']
    else if (!isStart && verdict.ok) {
      const { from, to } = connectionOf(wire.from, at)
      const warning = wire.warning(at) ?? verdict.warning
      const replaced = verdict.replaces.length ? ' The wire that is there now is replaced.' : ''
      text = warning ?? `${nodeName(document, from.node)} → ${to.port} of ${nodeName(document, to.node)}.${replaced}`
      if (warning) tone = 'warning'
    }
  }
  return (
    <div ref={ref} className="gw-hint" data-tone={tone} hidden={!text}>
      {text}
    </div>
  )
}
