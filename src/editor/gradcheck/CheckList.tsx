/** @file Every place that was checked, the worst first; a click goes there and sweeps its worst element. */
import { UnstyledButton } from '@mantine/core'
import { useStore } from 'zustand'
import { canvasHandle } from '../canvas/handle'
import { formatNumber } from '../format'
import { useWindow } from '../panels/useWindow'
import { useServices, useDocument } from '../state/context'
import type { EditorServices } from '../state/context'
import { gradcheck, startSweep } from './checkStore'
import type { Verdict } from './verdicts'

/** CSS pixels, also in gradcheck.css. */
const ROW = 44
const SIGNS = { ok: '✓', kink: '∨', bad: '✕' } as const

function goTo(services: EditorServices, { check, node, edge }: Verdict): void {
  const { documents, view } = services
  if (edge === null) view.select([node])
  else view.select([], [edge])
  const { edges } = documents.getState().document
  canvasHandle.current?.reveal(edge === null ? [node] : [edges[edge]!.from.node, node])
  if (check.worst) void startSweep(services, { target: check.target, element: check.worst.element })
}

export function CheckList({ verdicts }: { readonly verdicts: readonly Verdict[] }) {
  const services = useServices()
  const document = useDocument((state) => state.document)
  const chosen = useStore(gradcheck, (state) => state.sweepAt?.target)
  const { scroller, first, end, onScroll, height } = useWindow(verdicts.length, ROW)
  return (
    <div
      ref={scroller}
      className="gw-check-list"
      onScroll={onScroll}
      tabIndex={0}
      role="group"
      aria-label="What was checked"
    >
      <ul style={{ height }} aria-label="Checked places, the worst first">
        {verdicts.slice(first, end).map((verdict, i) => {
          const { check, tone, name, words } = verdict
          const there = verdict.edge === null ? document.nodes[verdict.node] : document.edges[verdict.edge]
          return (
            <li
              key={check.target}
              style={{ top: (first + i) * ROW }}
              aria-setsize={verdicts.length}
              aria-posinset={first + i + 1}
            >
              <UnstyledButton
                className="gw-check-row"
                data-chosen={check.target === chosen || undefined}
                disabled={!there}
                title={words}
                onClick={() => goTo(services, verdict)}
              >
                <span className="gw-check-sign" data-tone={tone} aria-hidden>
                  {SIGNS[tone]}
                </span>
                <span className="gw-check-name" data-kind={check.kind}>
                  {name}
                </span>
                <span className="gw-check-error">{formatNumber(check.maxRelativeError, 2)}</span>
                <span className="gw-check-why">{words}</span>
              </UnstyledButton>
            </li>
          )
        })}
      </ul>
    </div>
  )
}
