/** @file Every node in the order of computation, with its value and δ: the graph as a list, for eyes, keys and screen readers. */
import { Text } from '@mantine/core'
import { memo, useEffect, useMemo, useState, type KeyboardEvent } from 'react'
import { topologicalOrder } from '../../graph'
import { MathName } from '../canvas/MathName'
import { nodeName } from '../format'
import { useDocument, useServices, useShown, useView } from '../state/context'
import { goToNode, mainPort } from './addOp'
import { shownText, shownWords } from './shownText'
import { useWindow } from './useWindow'

const ROW = 32

export function Outline() {
  const services = useServices()
  const document = useDocument((state) => state.document)
  const { nodes, edges } = document
  const order = useMemo(() => {
    const { order: sorted, cycle } = topologicalOrder(document)
    // Nodes on a cycle have no place in the order; they are still listed, after the others.
    const listed = new Set(sorted)
    return cycle ? [...sorted, ...Object.keys(nodes).filter((id) => !listed.has(id))] : sorted
    // eslint-disable-next-line react-hooks/exhaustive-deps -- layout and tensors do not change the order
  }, [nodes, edges])
  const selected = useView((state) => state.selectedNodes)
  const [active, setActive] = useState(0)
  const { scroller, first, end, onScroll, scrollTo, height } = useWindow(order.length, ROW)
  const only = selected.size === 1 ? [...selected][0]! : null

  useEffect(() => {
    const index = only === null ? -1 : order.indexOf(only)
    if (index < 0) return
    setActive(index)
    scrollTo(index)
  }, [only, order, scrollTo])

  const move = (to: number) => {
    const index = Math.max(0, Math.min(order.length - 1, to))
    setActive(index)
    scrollTo(index)
    const id = order[index]
    if (id !== undefined) goToNode(services, id)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const page = Math.max(1, end - first - 14)
    const to = {
      ArrowDown: active + 1,
      ArrowUp: active - 1,
      Home: 0,
      End: order.length - 1,
      PageDown: active + page,
      PageUp: active - page,
      Enter: active,
    }[event.key]
    if (to === undefined) return
    event.preventDefault()
    move(to)
  }
  if (!order.length)
    return (
      <Text p="sm" size="sm" c="var(--gw-ink-2)">
        No nodes yet. Add one from the palette.
      </Text>
    )
  const activeId = order[active]
  return (
    <div
      ref={scroller}
      className="gw-outline"
      role="listbox"
      aria-label="Nodes in the order of computation"
      aria-multiselectable
      aria-activedescendant={
        activeId === undefined || active < first || active >= end ? undefined : `gw-outline-${activeId}`
      }
      tabIndex={0}
      onScroll={onScroll}
      onKeyDown={onKeyDown}
    >
      <div className="gw-outline-rows" role="presentation" style={{ height }}>
        {order.slice(first, end).map((id, i) => (
          <OutlineRow
            key={id}
            id={id}
            name={nodeName(document, id)}
            op={nodes[id]?.op ?? ''}
            port={mainPort(document, id)}
            index={first + i}
            count={order.length}
            active={first + i === active}
            selected={selected.has(id)}
          />
        ))}
      </div>
    </div>
  )
}

interface RowProps {
  readonly id: string
  readonly name: string
  readonly op: string
  readonly port: string
  readonly index: number
  readonly count: number
  readonly active: boolean
  readonly selected: boolean
}

const OutlineRow = memo(function OutlineRow({ id, name, op, port, index, count, active, selected }: RowProps) {
  const services = useServices()
  const value = useShown('values', port)
  const delta = useShown('deltas', port)
  return (
    <div
      id={`gw-outline-${id}`}
      className="gw-outline-row"
      role="option"
      aria-selected={selected}
      aria-posinset={index + 1}
      aria-setsize={count}
      aria-label={`${name}, ${op}, value ${shownWords(value)}, δ ${shownWords(delta)}`}
      data-active={active || undefined}
      style={{ top: index * ROW, height: ROW }}
      onClick={() => goToNode(services, id)}
    >
      <span className="gw-outline-name">
        <MathName label={name} />
      </span>
      <span className="gw-outline-op">{op}</span>
      <span className="gw-outline-value">{shownText(value)}</span>
      <span className="gw-outline-delta">{shownText(delta)}</span>
    </div>
  )
})
