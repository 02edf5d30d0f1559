/** @file The reverse pass drawn as a graph below the forward one: the same places, seen in a mirror. */
import { Button, CloseButton } from '@mantine/core'
import { useMemo } from 'react'
import { ops } from '../../ops'
import { goToNode } from '../panels/addOp'
import { useDocument, useRun, useServices } from '../state/context'
import { overCanvas } from '../state/overCanvas'
import { plainPort } from '../math'
import './backward.css'
import { BackwardCanvas } from './BackwardCanvas'
import { BackwardSplit } from './BackwardSplit'
import { backwardGraph, progressOf } from './graph'
import { useBackwardView } from './useBackwardView'
import type { Item } from './view'
import { progressWords } from './words'

export default function BackwardPanel() {
  const services = useServices()
  const document = useDocument((state) => state.document)
  const trace = useRun((summary) => summary.trace)
  const cursor = useRun((summary) => summary.cursor)
  const { nodes, edges, layout } = document
  // eslint-disable-next-line react-hooks/exhaustive-deps -- tensors and settings move nothing
  const graph = useMemo(() => backwardGraph(trace, document), [trace, nodes, edges, layout])
  const view = useBackwardView(graph)
  const close = () => overCanvas.setState({ backward: false })
  const go = (item: Item) => {
    if (item.kind === 'box') goToNode(services, item.box.node)
    else if (item.line.edge === null) goToNode(services, item.line.node)
    else {
      services.view.select([], [item.line.edge])
      const { from, to } = item.line
      services.view.announce(
        `The edge is selected through which δ of ${plainPort(document, ops, from)} reaches ${plainPort(document, ops, to)}.`,
      )
    }
  }
  return (
    <BackwardSplit>
      <section
        className="gw-backward"
        aria-label="Backward graph"
        onKeyDown={(event) => {
          if (event.key !== 'Escape' || event.defaultPrevented) return
          event.preventDefault()
          close()
        }}
      >
        <header>
          <h2>Backward graph</h2>
          <p className="gw-backward-progress">{progressWords(progressOf(graph, cursor))}</p>
          <p className="gw-backward-key" aria-hidden="true">
            <span data-key="done">computed, cached</span>
            <span data-key="pending">not yet</span>
            <span data-key="gradient">parameter gradient</span>
          </p>
          <Button size="compact-xs" onClick={view.fit}>
            Fit
          </Button>
          <CloseButton size="sm" aria-label="Put the backward graph away" onClick={close} />
        </header>
        {graph.boxes.length ? (
          <BackwardCanvas graph={graph} document={document} cursor={cursor} view={view} onGo={go} />
        ) : (
          <p className="gw-inspector-note gw-backward-note">
            There is no backward pass: the graph has no loss to differentiate, or cannot run yet. See Problems for what
            is missing.
          </p>
        )}
      </section>
    </BackwardSplit>
  )
}
