/** @file The matrix of factors. Only the cells in view are in the page, so that it may have any size. */
import { useCallback, useEffect, useMemo, useState, type CSSProperties, type KeyboardEvent } from 'react'
import { useStore } from 'zustand'
import { ops } from '../../ops'
import type { CostReport } from '../../runtime/protocol'
import { useWindow } from '../panels/useWindow'
import { useDocument, useRun, useServices } from '../state/context'
import { useSettledCursor } from '../state/useSettledCursor'
import { scalarFactors, tensorFactors } from './factorNames'
import { MatrixLine } from './MatrixLine'
import { cellId, eventsOfFactors, matrixRows, type Made } from './matrixRows'
import { naive } from './naiveStore'
import { raceAt, startsOf } from './raceSteps'
import { showFactor } from './showFactor'

/** CSS pixels, also in naive.css. */
const ROW = 34
const CELL = 88
/** Of the first column; on a phone factors need the room. */
const NAME = { wide: 172, narrow: 96 }
const PRODUCT = 92
const OVERSCAN = 3

export function Matrix({ report }: { readonly report: CostReport }) {
  const services = useServices()
  const document = useDocument((state) => state.document)
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set())
  const rows = useMemo(() => matrixRows(report, open), [report, open])
  const tensors = useMemo(() => tensorFactors(document, ops, report), [document, report])
  const scalars = useMemo(() => scalarFactors(report, tensors), [report, tensors])
  const made = useMade(report)
  const columns = useMemo(() => Math.max(0, ...rows.map(({ cells }) => cells.length)), [rows])
  const { scroller, first, end, onScroll, scrollTo, height } = useWindow(rows.length, ROW)
  const [across, setAcross] = useState({ left: 0, width: 1200 })
  const measure = useCallback(() => {
    onScroll()
    const element = scroller.current
    if (element) setAcross({ left: element.scrollLeft, width: element.clientWidth })
  }, [onScroll, scroller])
  useEffect(measure, [measure])
  const name = across.width < 500 ? NAME.narrow : NAME.wide
  const from = Math.max(0, Math.floor((across.left - name) / CELL) - OVERSCAN)
  const to = Math.min(columns, Math.ceil((across.left + across.width - name) / CELL) + OVERSCAN)

  const [active, setActive] = useState({ row: 0, column: 0 })
  const width = name + columns * CELL + PRODUCT
  const toggle = useCallback((key: string) => setOpen((known) => without(known, key)), [])
  const choose = useCallback(
    (row: number, column: number) => {
      setActive({ row, column })
      const cell = rows[row]?.cells[column]
      if (cell) showFactor(services, (rows[row]!.level === 'tensor' ? tensors : scalars)[cell.factor]!)
    },
    [rows, tensors, scalars, services],
  )
  const onKeyDown = (event: KeyboardEvent) => {
    const row = rows[active.row]
    if (!row || event.target !== event.currentTarget) return
    const move = (byRow: number, byColumn: number) => {
      const next = Math.max(0, Math.min(rows.length - 1, active.row + byRow))
      const most = Math.max(0, rows[next]!.cells.length - 1)
      setActive({ row: next, column: Math.max(0, Math.min(most, active.column + byColumn)) })
      scrollTo(next)
    }
    const keys: Record<string, () => void> = {
      ArrowDown: () => move(1, 0),
      ArrowUp: () => move(-1, 0),
      ArrowRight: () => move(0, 1),
      ArrowLeft: () => move(0, -1),
      Home: () => move(-rows.length, 0),
      End: () => move(rows.length, 0),
      Enter: () => choose(active.row, active.column),
      ' ': () => row.inside > 0 && toggle(row.parameter),
    }
    const act = keys[event.key]
    if (!act) return
    event.preventDefault()
    act()
  }
  return (
    <div className="gw-matrix-frame">
      <div
        ref={scroller}
        className="gw-matrix"
        role="grid"
        aria-label="Factors of every product of the chain rule, from the loss to the parameter"
        aria-rowcount={rows.length + 1}
        aria-colcount={columns + 2}
        aria-activedescendant={active.row >= first && active.row < end ? cellId(active.row, active.column) : undefined}
        tabIndex={0}
        style={{ '--name': `${name}px` } as CSSProperties}
        onScroll={measure}
        onKeyDown={onKeyDown}
      >
        <div className="gw-matrix-head" role="row" style={{ width }}>
          <span role="columnheader" className="gw-matrix-name">
            gradient
          </span>
          {Array.from({ length: to - from }, (_, i) => (
            <span key={from + i} role="columnheader" style={{ left: name + (from + i) * CELL }}>
              factor {from + i + 1}
            </span>
          ))}
        </div>
        <div role="presentation" style={{ height, width }} className="gw-matrix-rows">
          {rows.slice(first, end).map((row, i) => (
            <MatrixLine
              key={row.key}
              row={row}
              index={first + i}
              top={(first + i) * ROW}
              from={from}
              to={to}
              factors={row.level === 'tensor' ? tensors : scalars}
              made={made}
              open={open.has(row.parameter)}
              active={active.row === first + i ? active.column : -1}
              onToggle={toggle}
              onChoose={choose}
            />
          ))}
        </div>
      </div>
      <p className="gw-matrix-key">
        <span data-state="ahead">ahead</span>
        <span data-state="now">now</span>
        <span data-state="made">made once</span>
        <span data-state="cached">from the cache</span>
        equal factors have equal colours; a click shows the factor on the canvas
      </p>
    </div>
  )
}

function without(known: ReadonlySet<string>, key: string): Set<string> {
  const next = new Set(known)
  if (!next.delete(key)) next.add(key)
  return next
}

/** By the timeline's cursor, or by the race while it is gone through by hand. */
function useMade(report: CostReport): Made {
  const trace = useRun((summary) => summary.trace)
  const cursor = useSettledCursor()
  const step = useStore(naive, (state) => state.step)
  return useMemo(() => {
    const { chains, scalar } = report
    if (step !== null && scalar) {
      const { cached, at } = raceAt(scalar, startsOf(scalar), step)
      const edge = (e: number) => {
        const turn = cached.total - 1 - e
        return turn < cached.done - 1 ? 'made' : turn === cached.done - 1 ? 'now' : 'ahead'
      }
      return { tensor: () => 'ahead', scalar: edge, naive: at && { row: at.row, factors: at.factors } }
    }
    const standing = (events: Int32Array) => (factor: number) => {
      const event = events[factor]!
      return event < 0 || event >= cursor ? 'ahead' : event === cursor - 1 ? 'now' : 'made'
    }
    return {
      tensor: standing(eventsOfFactors(trace, chains.factors)),
      scalar: standing(eventsOfFactors(trace, scalar?.edges ?? [])),
      naive: null,
    }
  }, [report, trace, cursor, step])
}
