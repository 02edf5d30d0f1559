/** @file The bottom tab that sets the cached pass beside the naive one: in a sentence, in counts, as a matrix, in a race. */
import { Switch } from '@mantine/core'
import { useEffect, useMemo } from 'react'
import { useStore } from 'zustand'
import { ops } from '../../ops'
import type { CostReport } from '../../runtime/protocol'
import { useDocument, useServices } from '../state/context'
import { counters, costWords } from './costWords'
import { setHeat } from './heat'
import { Matrix } from './Matrix'
import './naive.css'
import { naive, watchCost } from './naiveStore'
import { RaceBox } from './RaceBox'

export default function NaivePanel() {
  const services = useServices()
  const report = useStore(naive, (state) => state.report)
  const problem = useStore(naive, (state) => state.problem)
  useEffect(() => watchCost(services), [services])
  if (problem)
    return (
      <section className="gw-naive gw-bottom-view" aria-label="Cached against naive" role="status">
        <p className="gw-naive-problem">
          {problem.message} {problem.hint}
        </p>
      </section>
    )
  if (!report) return <p className="gw-loading">Counting…</p>
  return <Comparison report={report} />
}

function Comparison({ report }: { readonly report: CostReport }) {
  const document = useDocument((state) => state.document)
  const { headline, why } = useMemo(() => costWords(document, ops, report), [document, report])
  return (
    <section className="gw-naive gw-bottom-view" aria-label="Cached against naive">
      <div className="gw-naive-words">
        <p>
          <b>{headline}</b>
        </p>
        <p>{why}</p>
      </div>
      {report.multiplications.cached > 0n && (
        <div className="gw-naive-body">
          <div className="gw-naive-side">
            <Counters report={report} />
            <HeatSwitch />
            <RaceBox report={report} />
          </div>
          <Matrix report={report} />
        </div>
      )}
    </section>
  )
}

function Counters({ report }: { readonly report: CostReport }) {
  return (
    <dl className="gw-counters" aria-label="Multiplications">
      {counters(report).map(({ name, count, words }) => (
        <div key={name} data-name={name}>
          <dt>{name}</dt>
          <dd>
            <b>{count}</b> <span>{words}</span>
          </dd>
        </div>
      ))}
    </dl>
  )
}

function HeatSwitch() {
  const services = useServices()
  const on = useStore(naive, (state) => state.heat)
  return (
    <Switch
      size="sm"
      label="Show on the canvas how often edges are crossed"
      checked={on}
      onChange={(event) => setHeat(services, event.currentTarget.checked)}
    />
  )
}
