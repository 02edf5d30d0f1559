/** @file The list of operations that opens on the canvas. */
import { useCallback, useMemo } from 'react'
import { nodeName } from '../format'
import { ops } from '../../ops'
import { groupOps } from '../panels/opGroups'
import { searchOps } from '../panels/opSearch'
import { useServices } from '../state/context'
import type { PortEnd } from './connecting'
import type { Point } from './geometry'
import { PickList, type PickItem } from './PickList'
import { opsFor, quickAdd } from './quickAdd'

export interface QuickAddRequest {
  /** Where the list opens, from the canvas's corner. */
  readonly list: Point
  /** Where the node goes, in flow coordinates. */
  readonly at: Point
  readonly from: PortEnd | null
}

export function QuickAdd({ request, onClose }: { readonly request: QuickAddRequest; readonly onClose: () => void }) {
  const { documents, view } = useServices()
  const items = useMemo(() => {
    const all = groupOps(ops.values()).flatMap((group) => group.ops)
    return opsFor(documents.getState().document, request.from, all).map((op): PickItem => ({
      value: op.id,
      label: op.id,
      symbol: op.symbol,
      description: op.title === op.id ? op.summary : op.title,
    }))
  }, [documents, request])
  const find = useCallback((list: readonly PickItem[], search: string) => {
    const byId = new Map(list.map((item) => [item.value, item]))
    return searchOps(
      list.map(({ value }) => ops.get(value)!),
      search,
    ).map(({ id }) => byId.get(id)!)
  }, [])
  const add = (id: string) => {
    onClose()
    const result = documents.run(quickAdd(ops.get(id)!, request.at, request.from))
    const made = result.ok ? result.created?.[0] : undefined
    if (!result.ok || !made) return
    view.select([made])
    const wired = request.from
      ? `, wired ${request.from.output ? 'from' : 'to'} ${nodeName(result.document, request.from.node)}`
      : ''
    view.announce(`Added ${nodeName(result.document, made)} (${id})${wired}.`)
  }
  return (
    <PickList
      title={request.from ? 'Add an operation to this wire' : 'Add an operation'}
      placeholder="Search operations"
      empty="No operation can take this wire."
      items={items}
      find={find}
      x={request.list.x}
      y={request.list.y}
      onPick={add}
      onClose={onClose}
    />
  )
}
