/** @file The card of a node. Its data is its id; everything live comes from the stores, by key. */
import type { NodeProps } from '@xyflow/react'
import { memo, useLayoutEffect, useRef, type CSSProperties } from 'react'
import type { Diagnostic } from '../../check'
import { portKey } from '../../graph'
import { ops } from '../../ops'
import { shapeText } from '../../tensor'
import { useDocument, useReuses, useShown } from '../state/context'
import { useMark } from '../state/overlays'
import type { Shown } from '../state/runStore'
import { useBreakpointWords } from '../state/travelStore'
import { checked } from '../state/useCheck'
import { TensorPicture } from '../thumbnails'
import { useNodeLight } from './activeEvent'
import { footFits, footIsTight, headIsTight, shapeIsTight } from './cardFit'
import { NodeMark } from './CheckMark'
import { amount, isBad } from './edgeWords'
import { nodeGeometry, type NodeGeometry } from './geometry'
import { MathName } from './MathName'
import { diagnosticsOf, nodeAccessibleName } from './nodeWords'
import { Ports } from './Ports'
import type { CanvasNode } from './projection'

export const NodeCard = memo(function NodeCard({ id, selected }: NodeProps<CanvasNode>) {
  const there = useDocument((state) => id in state.document.nodes)
  // A card may outlive its node by one frame, while React Flow takes it off the screen.
  return there ? <Card id={id} selected={selected} /> : null
})

function Card({ id, selected }: { readonly id: string; readonly selected: boolean }) {
  const node = useDocument((state) => state.document.nodes[id]!)
  const geometry = useDocument((state) => nodeGeometry(state.document, id))
  const symbolic = useDocument((state) => checked(state.document).shapes[portKey(id, outputOf(geometry))])
  const problems = useDocument((state) => diagnosticsOf(checked(state.document), id))
  const key = portKey(id, outputOf(geometry))
  const value = useShown('values', key)
  const delta = useShown('deltas', key)
  const light = useNodeLight(id)
  const mark = useMark('nodes', id)
  const op = ops.get(node.op)
  const name = node.label || id
  const shown = value.state === 'known' ? value.view.shape : symbolic
  const shape = shown ? (shown.length ? shapeText(shown) : 'scalar') : null
  const ref = useAccessibleName(
    nodeAccessibleName(name, op ? node.op : `${node.op} (missing op)`, shape, value, delta, problems) +
      (mark ? `, ${mark.words}` : '') +
      useBreakpointWords('node', id),
  )
  const worst = problems[0]
  return (
    <div
      ref={ref}
      className="gw-card"
      data-light={light ?? undefined}
      data-selected={selected || undefined}
      data-problem={worst?.severity}
    >
      <div className="gw-card-head" data-tight={headIsTight(name, node.op, geometry.width) || undefined}>
        <MathName label={name} />
        <span
          className="gw-card-op"
          title={op?.summary ?? `Gradwire has no op "${node.op}". The node is kept as it is.`}
        >
          {node.op}
        </span>
      </div>
      {worst?.severity === 'error' ? (
        <Problem problem={worst} gutter={geometry.gutter} />
      ) : (
        <>
          <div
            className="gw-card-picture"
            style={{ height: geometry.pictureHeight, paddingLeft: geometry.gutter || undefined }}
          >
            <Thumbnail value={value} geometry={geometry} parameter={node.op === 'parameter'} />
          </div>
          <div
            className="gw-card-shape"
            data-tight={worst !== undefined || shapeIsTight(shape ?? '', geometry.width) || undefined}
            title={worst ? `${worst.message} ${worst.hint}` : undefined}
          >
            {worst ? <span className="gw-warning">⚠ {worst.message}</span> : shape}
          </div>
        </>
      )}
      <Foot delta={delta} portKey={key} width={geometry.width} />
      {mark && <NodeMark mark={mark} />}
      <Ports id={id} ports={geometry.ports} named={geometry.gutter > 0} />
    </div>
  )
}

/** The first output: every op here has one. A missing op without wires has none, and shows nothing. */
function outputOf({ ports }: NodeGeometry): string {
  return ports.find(({ kind }) => kind === 'output')?.port ?? 'y'
}

function Thumbnail({ value, geometry, parameter }: { value: Shown; geometry: NodeGeometry; parameter: boolean }) {
  if (value.state !== 'known')
    return (
      <span className="gw-unknown">
        {value.state === 'hidden' ? '?' : value.state === 'pending' ? 'not computed yet' : 'no value yet'}
      </span>
    )
  return (
    <TensorPicture
      view={value.view}
      tone={parameter ? 'parameter' : 'value'}
      width={geometry.pictureWidth}
      height={geometry.pictureHeight - 4}
      label=""
    />
  )
}

function Problem({ problem, gutter }: { problem: Diagnostic; gutter: number }) {
  return (
    <p
      className="gw-problem"
      style={{ paddingLeft: gutter || undefined }}
      title={`${problem.message}\n${problem.hint}`}
    >
      {problem.message}
    </p>
  )
}

/** Longer amounts leave no room for the word. */
const ROOM_FOR_CACHED = 6

function Foot({ delta, portKey: key, width }: { delta: Shown; portKey: string; width: number }) {
  const reuses = useReuses(key)
  if (delta.state === 'none') return <div className="gw-card-foot" />
  if (delta.state !== 'known')
    return (
      <div className="gw-card-foot">
        <span className="gw-unknown">
          {delta.state === 'hidden' ? 'δ ?' : delta.state === 'pending' ? 'δ not yet' : 'no gradient'}
        </span>
      </div>
    )
  const text = amount(delta.view).replace('‖·‖', '‖δ‖')
  const times = reuses > 0 ? `×${reuses}` : ''
  const roomy = text.length <= ROOM_FOR_CACHED
  const words = text.startsWith('‖') ? text : `δ ${text}`
  const tag = roomy ? `cached ${times}`.trim() : times
  return (
    <div
      className="gw-card-foot"
      data-tight={footIsTight(words, tag, width) || undefined}
      style={{ '--gw-fit': `${footFits(words, width)}px` } as CSSProperties}
    >
      <span className="gw-card-delta" data-bad={isBad(delta.view) || undefined}>
        {words}
      </span>
      {tag && (
        <span
          className="gw-cached"
          title={`δ is computed once and kept; it was read ${reuses} ${reuses === 1 ? 'time' : 'times'} so far.`}
        >
          {tag}
        </span>
      )}
    </div>
  )
}

/**
 * The name belongs on React Flow's own focusable element around the card. It is written there directly: passing it
 * through the node would render every node again at each step.
 */
function useAccessibleName(name: string) {
  const ref = useRef<HTMLDivElement>(null)
  useLayoutEffect(() => {
    ref.current?.closest('.react-flow__node')?.setAttribute('aria-label', name)
  }, [name])
  return ref
}
