/** @file In the Explain tab: what the gradient check found at the selected node or edge. */
import { Button } from '@mantine/core'
import { useStore } from 'zustand'
import { elementName, formatNumber } from '../format'
import { keepWhole } from '../panels/inView'
import { useServices } from '../state/context'
import { panels } from '../state/panels'
import './gradcheck.css'
import { gradcheck, startSweep } from './checkStore'
import { shapeAt } from './shapeAt'
import type { Verdict } from './verdicts'

interface NoteProps {
  readonly kind: 'node' | 'edge'
  readonly id: string
}

export default function CheckNote({ kind, id }: NoteProps) {
  const found = useStore(gradcheck, (state) => state.found)
  const here = found?.list.filter((verdict) =>
    kind === 'edge' ? verdict.edge === id : verdict.edge === null && verdict.node === id,
  )
  if (!here?.length) return null
  return (
    <div className="gw-check-note" role="group" aria-label="Gradient check">
      {here.map((verdict) => (
        <Line key={verdict.check.target} verdict={verdict} />
      ))}
    </div>
  )
}

function Line({ verdict: { check, tone, name, words } }: { readonly verdict: Verdict }) {
  const services = useServices()
  const shape = shapeAt(services, check)
  const { worst } = check
  const show = () =>
    keepWhole(services, () => {
      services.view.setState({ bottomTab: 'gradcheck' })
      panels.show('bottom', services)
      if (worst) void startSweep(services, { target: check.target, element: worst.element })
    })
  return (
    <div className="gw-callout" data-tone="check">
      <p>
        <b className="gw-check-sign" data-tone={tone}>
          Gradient check
        </b>{' '}
        <b>{name}</b> {words}.
      </p>
      {worst && (
        <p>
          Worst element{shape.length > 0 && ` ${elementName(shape, worst.element)}`}: backprop{' '}
          {formatNumber(worst.analytic, 6)}, differences {formatNumber(worst.numeric, 6)}.
        </p>
      )}
      <Button variant="bare" onClick={show}>
        Sweep h
      </Button>
    </div>
  )
}
