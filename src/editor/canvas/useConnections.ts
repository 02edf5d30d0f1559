/** @file The gesture of wiring: from the first press on a port to the wire, the list of operations, or the reason why not. */
import type {
  Connection,
  FinalConnectionState,
  HandleType,
  IsValidConnection,
  OnConnect,
  OnConnectEnd,
  OnConnectStart,
} from '@xyflow/react'
import { useStoreApi } from '@xyflow/react'
import { useCallback, useMemo, useRef, type MouseEvent as ReactMouseEvent } from 'react'
import { connect, disconnect } from '../../graph'
import { nodeName } from '../format'
import { useServices } from '../state/context'
import { connecting, connectionOf, createWire, type PortEnd } from './connecting'
import { nodeGeometry, type Point } from './geometry'
import type { CanvasEdge } from './projection'
import { inSequence } from './sequence'

export interface Dropped {
  /** In client coordinates. */
  readonly at: Point
  readonly from: PortEnd
}

interface Answers {
  /** A wire was let go over the empty canvas. */
  readonly onEmpty: (drop: Dropped) => void
  /** A wire was refused, and why. */
  readonly onRefused: (at: Point, reason: string) => void
}

export function useConnections({ onEmpty, onRefused }: Answers) {
  const { documents, view } = useServices()
  const flow = useStoreApi()
  /** The edge whose end is in the hand. */
  const rerouting = useRef<string | null>(null)
  const joined = useRef(false)

  const begin = useCallback(
    (from: PortEnd) => {
      joined.current = false
      connecting.setState({ wire: createWire(documents.getState().document, from, rerouting.current ?? undefined) })
    },
    [documents],
  )

  const end = useCallback(() => connecting.setState({ wire: null }), [])

  const refuse = useCallback(
    (at: Point, reason: string) => {
      view.announce(reason)
      onRefused(at, reason)
    },
    [view, onRefused],
  )

  const join = useCallback(
    (from: PortEnd, to: PortEnd) => {
      const { document } = documents.getState()
      const wire = connectionOf(from, to)
      const old = rerouting.current
      const unchanged = old !== null && same(document.edges[old], wire)
      if (unchanged) return
      const label = `Connect ${nodeName(document, wire.from.node)} to ${nodeName(document, wire.to.node)}`
      const result = documents.run(
        old === null ? connect(wire) : inSequence(label, disconnect(old), () => connect(wire)),
      )
      if (result.ok)
        view.announce(
          `${nodeName(document, wire.from.node)} feeds ${wire.to.port} of ${nodeName(document, wire.to.node)}.`,
        )
    },
    [documents, view],
  )

  const isValidConnection = useCallback<IsValidConnection<CanvasEdge>>((connection) => {
    const { wire } = connecting.getState()
    if (!wire) return true
    return wire.verdict(otherEnd(wire.from, connection)).ok
  }, [])

  const onConnect = useCallback<OnConnect>(
    (connection) => {
      joined.current = true
      join(
        { node: connection.source, port: connection.sourceHandle ?? '', output: true },
        { node: connection.target, port: connection.targetHandle ?? '', output: false },
      )
    },
    [join],
  )

  /** Dropped on the body of a card: the first port of it that may take the wire does. True when that settled it. */
  const dropOnCard = useCallback(
    (at: Point, from: PortEnd): boolean => {
      const card = document.elementFromPoint(at.x, at.y)?.closest<HTMLElement>('.react-flow__node')
      const node = card?.dataset.id
      const wire = connecting.getState().wire
      if (!node || !wire) return false
      if (node === from.node) return true
      const ends = nodeGeometry(documents.getState().document, node)
        .ports.filter(({ kind }) => (kind === 'output') !== from.output && kind !== 'parameter')
        .map(({ port, kind }): PortEnd => ({ node, port, output: kind === 'output' }))
      const verdicts = ends.map((end) => ({ end, verdict: wire.verdict(end) }))
      const fits = verdicts.filter(({ verdict }) => verdict.ok)
      const best = fits.find(({ verdict }) => verdict.ok && !verdict.replaces.length) ?? fits[0]
      if (best) join(from, best.end)
      else
        refuse(
          at,
          refusal(verdicts[0]?.verdict) ??
            `${nodeName(documents.getState().document, node)} has no ${from.output ? 'input' : 'output'} for this wire.`,
        )
      return true
    },
    [documents, join, refuse],
  )

  const finish = useCallback(
    (event: MouseEvent | TouchEvent, state: FinalConnectionState): 'settled' | 'empty' => {
      const { wire } = connecting.getState()
      if (!wire || joined.current) return 'settled'
      const at = clientPoint(event)
      if (state.toHandle) {
        const { nodeId, id, type } = state.toHandle
        const target: PortEnd = { node: nodeId, port: id ?? '', output: type === 'source' }
        const back = target.node === wire.from.node && target.port === wire.from.port
        const reason = back ? null : refusal(wire.verdict(target))
        if (reason) refuse(at, reason)
        return 'settled'
      }
      return dropOnCard(at, wire.from) ? 'settled' : 'empty'
    },
    [dropOnCard, refuse],
  )

  const onConnectStart = useCallback<OnConnectStart>(
    (_event, { nodeId, handleId, handleType }) => {
      if (nodeId) begin({ node: nodeId, port: handleId ?? '', output: handleType === 'source' })
    },
    [begin],
  )

  const onConnectEnd = useCallback<OnConnectEnd>(
    (event, state) => {
      // The end of an edge is settled by onReconnectEnd, which comes next.
      if (rerouting.current !== null) return
      const { wire } = connecting.getState()
      if (finish(event, state) === 'empty' && wire && overCanvas(event))
        onEmpty({ at: clientPoint(event), from: wire.from })
      end()
    },
    [finish, onEmpty, end],
  )

  const onClickConnectStart = useCallback<OnConnectStart>(
    (event, params) => {
      onConnectStart(event as MouseEvent, params)
      view.announce('Now choose the port at the other end. Escape stops.')
    },
    [onConnectStart, view],
  )

  const onClickConnectEnd = useCallback<OnConnectEnd>(
    (event, state) => {
      const { wire } = connecting.getState()
      const port = (event.target as Element | null)?.closest<HTMLElement>('.react-flow__handle')
      const native = 'nativeEvent' in event ? (event as unknown as { nativeEvent: MouseEvent }).nativeEvent : event
      if (wire && !joined.current && port?.dataset.nodeid) {
        const target = {
          node: port.dataset.nodeid,
          port: port.dataset.handleid ?? '',
          output: port.classList.contains('source'),
        }
        const back = target.node === wire.from.node && target.port === wire.from.port
        const reason = back ? null : refusal(wire.verdict(target))
        if (reason) refuse(clientPoint(native), reason)
      } else finish(native, state)
      end()
    },
    [finish, refuse, end],
  )

  /** Gives up a wire that was started by a tap. */
  const cancel = useCallback(() => {
    if (!connecting.getState().wire) return false
    flow.setState({ connectionClickStartHandle: null })
    end()
    return true
  }, [flow, end])

  const onReconnectStart = useCallback((_event: ReactMouseEvent, edge: CanvasEdge, _fixed: HandleType) => {
    rerouting.current = edge.id
  }, [])

  const onReconnect = useCallback(
    (_edge: CanvasEdge, connection: Connection) => {
      onConnect(connection)
    },
    [onConnect],
  )

  const onReconnectEnd = useCallback(
    (event: MouseEvent | TouchEvent, edge: CanvasEdge, _fixed: HandleType, state: FinalConnectionState) => {
      if (finish(event, state) === 'empty') {
        const result = documents.run(disconnect(edge.id))
        if (result.ok) view.announce(result.transaction.label)
      }
      rerouting.current = null
      end()
    },
    [documents, view, finish, end],
  )

  return useMemo(
    () => ({
      handlers: {
        isValidConnection,
        onConnect,
        onConnectStart,
        onConnectEnd,
        onClickConnectStart,
        onClickConnectEnd,
        onReconnect,
        onReconnectStart,
        onReconnectEnd,
      },
      cancel,
    }),
    [
      isValidConnection,
      onConnect,
      onConnectStart,
      onConnectEnd,
      onClickConnectStart,
      onClickConnectEnd,
      onReconnect,
      onReconnectStart,
      onReconnectEnd,
      cancel,
    ],
  )
}

function refusal(verdict: ReturnType<ReturnType<typeof createWire>['verdict']> | undefined): string | null {
  return verdict && !verdict.ok ? verdict.message : null
}

function otherEnd(from: PortEnd, { source, sourceHandle, target, targetHandle }: Connection | CanvasEdge): PortEnd {
  return from.output
    ? { node: target, port: targetHandle ?? '', output: false }
    : { node: source, port: sourceHandle ?? '', output: true }
}

function same(edge: { from: object; to: object } | undefined, wire: object): boolean {
  return edge !== undefined && JSON.stringify([edge.from, edge.to]) === JSON.stringify(Object.values(wire))
}

function clientPoint(event: MouseEvent | TouchEvent): Point {
  const point = 'changedTouches' in event ? event.changedTouches[0] : event
  return { x: point?.clientX ?? 0, y: point?.clientY ?? 0 }
}

function overCanvas(event: MouseEvent | TouchEvent): boolean {
  const { x, y } = clientPoint(event)
  return document.elementFromPoint(x, y)?.closest('.react-flow__pane, .react-flow__edge') != null
}
