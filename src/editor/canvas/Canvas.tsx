/**
 * @file The canvas: one adapter around React Flow. The document is projected to nodes and edges, gestures become
 * commands; nothing of React Flow is known beyond this folder.
 */
import '@xyflow/react/dist/base.css'
import { ReactFlow, ReactFlowProvider, SelectionMode, type EdgeChange, type Viewport } from '@xyflow/react'
import { lazy, useCallback, useEffect, useRef, useState, type KeyboardEvent, type MouseEvent } from 'react'
import { loadOps } from '../../ops'
import { Part, pictureIsDrawn } from '../loading'
import { useDocument, useServices, useView } from '../state/context'
import './canvas.css'
import './edges.css'
import './marks.css'
import './overlays.css'
import type { Point } from './geometry'
import { GraphEdge } from './GraphEdge'
import { GroupFrames } from './GroupFrames'
import { Grid } from './Grid'
import { canvasHandle } from './handle'
import { Legend } from './Legend'
import { Minimap } from './Minimap'
import { NodeCard } from './NodeCard'
import { PanSheet } from './PanSheet'
import { createProjection, type CanvasEdge } from './projection'
import type { QuickAddRequest } from './QuickAdd'
import { RefusalNotice, type Refusal } from './RefusalNotice'
import { MAX_ZOOM, MIN_ZOOM, useCanvasHandle } from './useCanvasHandle'
import { useConnections, type Dropped } from './useConnections'
import { useFollow } from './useFollow'
import { useMoves } from './useMoves'
import { useNear } from './useNear'
import { ConnectionHint, ConnectionLine } from './WireUnderHand'
import { ZoomControls } from './ZoomControls'

/** Loaded when first opened. */
const QuickAdd = lazy(async () => {
  const [module] = await Promise.all([import('./QuickAdd'), loadOps()])
  return { default: module.QuickAdd }
})
const EdgeMenu = lazy(() => import('./EdgeMenu').then((module) => ({ default: module.EdgeMenu })))
const ExerciseFields = lazy(() => import('./ExerciseFields').then((module) => ({ default: module.ExerciseFields })))
const ConnectList = lazy(() => import('./ConnectList').then((module) => ({ default: module.ConnectList })))

const NODE_TYPES = { op: NodeCard }
const EDGE_TYPES = { wire: GraphEdge }
const MULTI_SELECT = ['Meta', 'Control', 'Shift']
/** Farther out, cards and wires say less and write it larger; at last they are boxes and lines. Zoom, from where on. */
const DISTANCES = [
  ['far', 0.25],
  ['low', 0.56],
  ['mid', 0.66],
] as const
const ARIA = {
  // React Flow shows this sentence while its keys are on, in spite of the name.
  'node.a11yDescription.keyboardDisabled':
    'Enter selects the node. Then arrow keys move it, C wires it to another node, Delete removes it, Escape lets it go.',
  'edge.a11yDescription.default': 'Enter selects the edge. Then Delete removes it, Escape lets it go.',
  'node.a11yDescription.ariaLiveMessage': ({ direction }: { direction: string }) => `Moved ${direction}.`,
}

type Popup =
  | { readonly kind: 'add'; readonly request: QuickAddRequest }
  | { readonly kind: 'connect'; readonly node: string; readonly at: Point }
  | { readonly kind: 'edge' | 'node'; readonly id: string; readonly at: Point }

export function Canvas() {
  return (
    <ReactFlowProvider>
      <Flow />
    </ReactFlowProvider>
  )
}

function Flow() {
  const { view } = useServices()
  const document = useDocument((state) => state.document)
  const opened = useDocument((state) => state.opened)
  const selectedNodes = useView((state) => state.selectedNodes)
  const selectedEdges = useView((state) => state.selectedEdges)
  const [projection] = useState(createProjection)
  const root = useRef<HTMLDivElement>(null)
  const { moved, onNodesChange, start, stop } = useMoves()
  const { near, around } = useNear(document)
  const [popup, setPopup] = useState<Popup | null>(null)
  const [refusal, setRefusal] = useState<Refusal | null>(null)

  const local = useCallback(({ x, y }: Point): Point => {
    const frame = root.current!.getBoundingClientRect()
    return { x: x - frame.left, y: y - frame.top }
  }, [])
  const openAdd = useCallback(
    (at: Point, from: QuickAddRequest['from'] = null) =>
      setPopup({ kind: 'add', request: { list: local(at), at: canvasHandle.current!.screenToFlow(at), from } }),
    [local],
  )
  const openQuickAdd = useCallback(() => {
    const frame = root.current!.getBoundingClientRect()
    openAdd({ x: frame.left + frame.width / 2, y: frame.top + frame.height / 3 })
  }, [openAdd])
  const openConnectList = useCallback(
    (node: string) => {
      const card = root
        .current!.querySelector(`.react-flow__node[data-id="${CSS.escape(node)}"]`)
        ?.getBoundingClientRect()
      const frame = root.current!.getBoundingClientRect()
      setPopup({
        kind: 'connect',
        node,
        at: local(card ? { x: card.right + 12, y: card.top } : { x: frame.left + frame.width / 3, y: frame.top + 80 }),
      })
    },
    [local],
  )
  useCanvasHandle(root, { openQuickAdd, openConnectList })
  useFollow()

  const onEmpty = useCallback(({ at, from }: Dropped) => openAdd(at, from), [openAdd])
  const onRefused = useCallback((at: Point, reason: string) => setRefusal({ at: local(at), reason }), [local])
  const { handlers, cancel } = useConnections({ onEmpty, onRefused })

  const onEdgesChange = useCallback(
    (changes: EdgeChange<CanvasEdge>[]) => {
      const next = new Set(view.getState().selectedEdges)
      let changed = false
      for (const change of changes) {
        if (change.type !== 'select') continue
        changed = true
        if (change.selected) next.add(change.id)
        else next.delete(change.id)
      }
      if (changed) view.setState({ selectedEdges: next })
    },
    [view],
  )
  const onMove = useCallback((_event: unknown, { zoom }: Viewport) => {
    const distance = DISTANCES.find(([, limit]) => zoom < limit)?.[0] ?? 'near'
    if (root.current && root.current.dataset.distance !== distance) root.current.dataset.distance = distance
  }, [])
  /**
   * While a hand drags the canvas, the view is a layer of its own, which is moved and not painted again (20 → 35 frames
   * a second by software). Only then: kept, it would blur the text at the next zoom.
   */
  const onMoveStart = useCallback((event: unknown) => {
    const dragged =
      event instanceof window.MouseEvent ? event.type !== 'wheel' : window.TouchEvent && event instanceof TouchEvent
    root.current?.toggleAttribute('data-panning', Boolean(dragged))
  }, [])
  const onMoveEnd = useCallback(() => root.current?.removeAttribute('data-panning'), [])
  /** A list gives the focus back: to the node that was wired, to the node that was added, else to the canvas. */
  const close = useCallback(
    (node?: string) => {
      setPopup(null)
      requestAnimationFrame(() => {
        // A click elsewhere has taken the focus already.
        if (window.document.activeElement !== window.document.body) return
        const [chosen] = view.getState().selectedNodes
        const id = node ?? chosen
        const card =
          id === undefined
            ? null
            : root.current?.querySelector<HTMLElement>(`.react-flow__node[data-id="${CSS.escape(id)}"]`)
        ;(card ?? root.current)?.focus({ preventScroll: true })
      })
    },
    [view],
  )
  const onEdgeMenu = useCallback(
    (event: MouseEvent, { id }: { readonly id: string }) => {
      event.preventDefault()
      view.select([], [id])
      setPopup({ kind: 'edge', id, at: local({ x: event.clientX, y: event.clientY }) })
    },
    [local, view],
  )
  const onNodeMenu = useCallback(
    (event: MouseEvent, { id }: { readonly id: string }) => {
      event.preventDefault()
      view.select([id])
      setPopup({ kind: 'node', id, at: local({ x: event.clientX, y: event.clientY }) })
    },
    [local, view],
  )
  const closeAdd = useCallback(() => close(), [close])
  const closeRefusal = useCallback(() => setRefusal(null), [])
  const onPaneClick = useCallback(() => {
    cancel()
    root.current?.focus({ preventScroll: true })
  }, [cancel])

  useEffect(() => {
    const frame = requestAnimationFrame(() => {
      canvasHandle.current?.home()
      if (opened) requestAnimationFrame(pictureIsDrawn)
    })
    return () => cancelAnimationFrame(frame)
  }, [opened])

  const onDoubleClick = (event: MouseEvent) => {
    if ((event.target as Element).closest('.react-flow__pane')) openAdd({ x: event.clientX, y: event.clientY })
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.defaultPrevented || (event.target as Element).closest('input, textarea, [role="dialog"]')) return
    if (event.key === 'Escape' && cancel()) event.preventDefault()
    // Tab walks from node to node as everywhere; only on the bare canvas it opens the list.
    else if (event.key === 'Tab' && !event.shiftKey && event.target === root.current) {
      event.preventDefault()
      openQuickAdd()
    } else if (event.key.toLowerCase() === 'c' && !event.ctrlKey && !event.metaKey && !event.altKey) {
      const focused = (event.target as Element).closest<HTMLElement>('.react-flow__node')?.dataset.id
      const node = focused ?? (selectedNodes.size === 1 ? [...selectedNodes][0] : undefined)
      if (node === undefined) return
      event.preventDefault()
      openConnectList(node)
    }
  }

  const measure = useCallback(() => root.current?.getBoundingClientRect() ?? { width: 1, height: 1 }, [])
  return (
    <div ref={root} className="gw-canvas" tabIndex={-1} onDoubleClick={onDoubleClick} onKeyDown={onKeyDown}>
      <Grid />
      <ReactFlow
        nodes={projection.nodes(document, near, moved, selectedNodes)}
        edges={projection.edges(document, near, selectedEdges)}
        nodeTypes={NODE_TYPES}
        edgeTypes={EDGE_TYPES}
        onNodesChange={onNodesChange}
        onEdgesChange={onEdgesChange}
        onNodeDragStart={start}
        onNodeDragStop={stop}
        onSelectionDragStart={start}
        onSelectionDragStop={stop}
        onMoveStart={onMoveStart}
        onMove={onMove}
        onMoveEnd={onMoveEnd}
        onPaneClick={onPaneClick}
        onEdgeContextMenu={onEdgeMenu}
        onNodeContextMenu={onNodeMenu}
        {...handlers}
        connectionLineComponent={ConnectionLine}
        connectionRadius={24}
        reconnectRadius={8}
        nodeDragThreshold={4}
        minZoom={MIN_ZOOM}
        maxZoom={MAX_ZOOM}
        zoomOnDoubleClick={false}
        // Deleting belongs to the action of that name, like every other command.
        deleteKeyCode={null}
        multiSelectionKeyCode={MULTI_SELECT}
        selectionMode={SelectionMode.Partial}
        elevateEdgesOnSelect
        ariaLabelConfig={ARIA}
        aria-label="Graph"
        attributionPosition="bottom-left"
      >
        <PanSheet around={around} />
        <GroupFrames moved={moved} />
        {document.exercise && (
          <Part what="exercise" floating>
            <ExerciseFields />
          </Part>
        )}
      </ReactFlow>
      <Legend />
      <ZoomControls />
      {Object.keys(document.nodes).length > 0 && <Minimap moved={moved} measure={measure} />}
      <ConnectionHint />
      {refusal && <RefusalNotice refusal={refusal} onClose={closeRefusal} />}
      <Part what="list" floating>
        {popup?.kind === 'add' && <QuickAdd request={popup.request} onClose={closeAdd} />}
        {(popup?.kind === 'edge' || popup?.kind === 'node') && <EdgeMenu {...popup} onClose={closeAdd} />}
        {popup?.kind === 'connect' && document.nodes[popup.node] && (
          <ConnectList node={popup.node} at={popup.at} onClose={() => close(popup.node)} />
        )}
      </Part>
    </div>
  )
}
