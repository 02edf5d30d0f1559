/** @file The error of differences against their step h, for a chosen element, on two logarithmic axes. */
import { useMemo } from 'react'
import { useStore } from 'zustand'
import { decade } from '../canvas/edgeWords'
import { Chart, type ChartCurve } from '../charts'
import { NumberField } from '../fields'
import { elementName, formatNumber } from '../format'
import { useServices } from '../state/context'
import { gradcheck, startSweep } from './checkStore'
import { shapeAt } from './shapeAt'
import { sweepCurves, sweepWords } from './sweepWords'

export function Sweep() {
  const services = useServices()
  const at = useStore(gradcheck, (state) => state.sweepAt)
  const sweep = useStore(gradcheck, (state) => state.sweep)
  const verdict = useStore(gradcheck, ({ found, sweepAt }) =>
    found?.list.find(({ check }) => check.target === sweepAt?.target),
  )
  const curves = useMemo<ChartCurve[] | null>(() => {
    if (!sweep) return null
    const { oneSided, central } = sweepCurves(sweep.points)
    return [
      { name: 'one-sided', colour: 'ink-2', ...oneSided },
      { name: 'central', colour: 'delta', ...central },
    ]
  }, [sweep])
  if (!at || !verdict)
    return <p className="gw-check-words">Choose a place on the left to see how its error depends on h.</p>
  const { check, name } = verdict
  const shape = shapeAt(services, check)
  const title = `Error against step h: ${name}${elementName(shape, at.element)}`
  return (
    <div className="gw-check-right">
      <div className="gw-check-bar">
        <NumberField
          className="gw-check-element"
          label="Element"
          integer
          min={0}
          max={check.elements - 1}
          value={at.element}
          onCommit={(element) => element !== null && void startSweep(services, { target: at.target, element })}
        />
        {check.worst && (
          <dl className="gw-check-numbers">
            <div>
              <dt>worst element {elementName(shape, check.worst.element)}</dt>
              <dd>
                backprop {formatNumber(check.worst.analytic, 8)} · differences {formatNumber(check.worst.numeric, 8)}
              </dd>
            </div>
          </dl>
        )}
      </div>
      {sweep && curves ? (
        <>
          <Chart
            title={title}
            curves={curves}
            length={sweep.points.length}
            xLabel="h"
            wholeX
            formatX={(x) => (Number.isInteger(x) ? decade(x) : formatNumber(10 ** x, 2))}
            log
            format={(y) => formatNumber(y, 2)}
            summary={sweepWords(sweep, check.ok)}
          />
          <p className="gw-check-words">{sweepWords(sweep, check.ok)}</p>
        </>
      ) : (
        <p className="gw-check-words">Sweeping h…</p>
      )}
    </div>
  )
}
