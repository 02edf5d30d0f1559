/** @file Wiring by keyboard: the inputs that the output of a node may go to. */
import { useMemo } from 'react'
import { connect } from '../../graph'
import { nodeName } from '../format'
import { useServices } from '../state/context'
import { connectionOf } from './connecting'
import { connectTargets } from './connectTargets'
import type { Point } from './geometry'
import { PickList } from './PickList'

interface ConnectListProps {
  readonly node: string
  readonly at: Point
  readonly onClose: () => void
}

export function ConnectList({ node, at, onClose }: ConnectListProps) {
  const { documents, view } = useServices()
  const { document } = documents.getState()
  const targets = useMemo(() => connectTargets(document, node), [document, node])
  const items = useMemo(
    () => targets.map(({ label, description }, i) => ({ value: String(i), label, description })),
    [targets],
  )
  const name = nodeName(document, node)
  return (
    <PickList
      title={`Wire ${name} to …`}
      placeholder="Search inputs"
      empty={`No input can take ${name}: every other input would close a loop, or needs another kind of number. Add an operation first.`}
      items={items}
      x={at.x}
      y={at.y}
      onPick={(value) => {
        onClose()
        const target = targets[Number(value)]!
        const result = documents.run(connect(connectionOf(target.from, target.to)))
        view.announce(result.ok ? `${name} feeds ${target.label}.` : result.message)
      }}
      onClose={onClose}
    />
  )
}
