/** @file One dimension: the lecture's algorithm, "repeat θ ← θ − η·∇ until |Δθ| < tolerance or t = t_max", along one number. */
import { Button, Group } from '@mantine/core'
import {
  IconArrowBackUp,
  IconArrowsHorizontal,
  IconPlayerPause,
  IconPlayerPlay,
  IconPlayerTrackNext,
  IconPlayerTrackPrev,
  IconZoomIn,
  IconZoomOut,
} from '@tabler/icons-react'
import { useEffect, type ReactNode } from 'react'
import { useStore } from 'zustand'
import type { ElementAt } from '../../../runtime/protocol'
import { NumberField } from '../../fields'
import { formatNumber } from '../../format'
import { useServices } from '../../state/context'
import { ElementPick } from '../ElementPick'
import { workStore } from '../work'
import { WorkNote } from '../WorkNote'
import { elementTitle, sceneStore } from '../sceneStore'
import {
  back,
  drawCurve,
  fitTrail,
  openLine,
  pause,
  restart,
  resumeLine,
  settingsOfDocument,
  start,
  step,
  takeOver,
  zoom,
} from './lineActions'
import { LinePicture } from './LinePicture'
import { lineStore } from './lineStore'
import { hasSlope, lineWords } from './lineWords'

/** The number of the node that is selected, if it is a parameter of this loss; else the one from before, else the first. */
function chosen(
  parts: readonly { readonly key: string; readonly size: number }[],
  selected: ReadonlySet<string>,
): ElementAt | null {
  const before = lineStore.getState().at
  const still = before && parts.some(({ key, size }) => key === before.key && before.element < size)
  const full = parts.filter(({ size }) => size > 0)
  const first = full.find(({ key }) => selected.has(key.slice(0, key.indexOf('.'))))
  if (first) return still && before.key === first.key ? before : { key: first.key, element: 0 }
  return still ? before : full[0] ? { key: full[0].key, element: 0 } : null
}

/** Which document the fields were filled from. */
let filled = -1

export function LineView() {
  const services = useServices()
  const version = useStore(sceneStore, (state) => state.version)
  const line = useStore(lineStore)
  useEffect(() => {
    const at = chosen(sceneStore.getState().scene?.parts ?? [], services.view.getState().selectedNodes)
    if (!at) return
    if (lineStore.getState().version === version) return resumeLine(services, at)
    const { opened } = services.documents.getState()
    const fresh = filled !== opened
    if (fresh) settingsOfDocument(services)
    filled = opened
    void openLine(services, at, !fresh && lineStore.getState().at !== null)
  }, [services, version])
  useEffect(
    () => () => {
      pause()
      // What is looked at next comes first; who is here again has the rest of it drawn.
      void services.client.stopDescent('curve')
    },
    [services],
  )
  const { at, trail, running, eta, tolerance, steps, problem, atDocument, curve, drawing, stopped, lost } = line
  const slow = useStore(workStore, (state) => state.walk !== undefined)
  if (!at) return null
  const name = elementTitle(services, at.key, at.element)
  const { words, tone } = lineWords(line, name)
  const last = trail.at(-1)
  const over = line.ended !== null || !last || !hasSlope(last)
  const change = (to: Partial<typeof line>) => lineStore.setState({ ...to, ended: null })
  return (
    <div className="gw-descent-split">
      <div className="gw-descent-controls">
        <ElementPick label="The loss over" at={at} onPick={(to) => void openLine(services, to)} />
        <div className="gw-descent-fields">
          <NumberField
            label="η"
            title="The learning rate"
            value={eta}
            min={0}
            onCommit={(to) => to !== null && change({ eta: to })}
          />
          <NumberField
            label="Tolerance"
            title="Converged when a step moves less than this"
            value={tolerance}
            min={0}
            onCommit={(to) => to !== null && change({ tolerance: to })}
          />
          <NumberField
            label="t_max"
            title="The most steps that are made"
            integer
            min={1}
            max={10_000}
            value={steps}
            onCommit={(to) => to !== null && change({ steps: to })}
          />
        </div>
        <Group gap={6} role="group" aria-label="Descent">
          <Button onClick={back} disabled={trail.length < 2} aria-label="One step back" title="One step back">
            <IconPlayerTrackPrev size={15} />
          </Button>
          <Button
            variant="param"
            onClick={() => void step(services)}
            disabled={over}
            leftSection={<IconPlayerTrackNext size={15} />}
          >
            Step
          </Button>
          {running ? (
            <Button onClick={pause} leftSection={<IconPlayerPause size={15} />}>
              Pause
            </Button>
          ) : (
            <Button onClick={() => start(services)} disabled={over} leftSection={<IconPlayerPlay size={15} />}>
              Run
            </Button>
          )}
          <Button
            onClick={restart}
            disabled={trail.length < 2}
            aria-label="Back to the start"
            title="Back to the start"
          >
            <IconArrowBackUp size={15} />
          </Button>
        </Group>
        {slow && <WorkNote kind="walk" words="Working out the slope" elsewhere />}
        {last && (
          <dl className="gw-descent-facts">
            <Fact term="t" value={`${trail.length - 1}`} />
            <Fact term={name} value={formatNumber(last.x)} kind="param">
              <Button
                size="compact-xs"
                aria-label={`Take over ${name} = ${formatNumber(last.x)}`}
                title="Writes this number into the graph"
                disabled={atDocument && trail.length === 1}
                onClick={() => void takeOver(services)}
              >
                Take over
              </Button>
            </Fact>
            <Fact term="L" value={formatNumber(last.loss)} kind="value" />
            <Fact term={`slope ∂L/∂${name}`} value={formatNumber(last.slope)} kind="delta" />
            <Fact term="step −η · slope" value={formatNumber(-eta * last.slope)} kind="param" />
          </dl>
        )}
        {atDocument && trail.length === 1 && last && (
          <p className="gw-descent-note">
            This slope is the gradient of {name}: after a backward pass the canvas shows the same number.
          </p>
        )}
        {lost && (
          <p className="gw-descent-note">
            In the graph {name} is not a number, so the point was put at 0. “Take over” writes the number of the point
            into the graph.
          </p>
        )}
      </div>
      <div className="gw-descent-stage">
        <div className="gw-descent-head">
          <p className="gw-descent-words" role="status" data-tone={problem ? 'bad' : tone}>
            {problem ?? words}
          </p>
          <Group gap={4} className="gw-descent-tools">
            {drawing && !problem && (
              <WorkNote kind="curve" words={curve ? 'Drawing the curve finer' : 'Drawing the curve'} />
            )}
            {stopped && (
              <Button size="compact-xs" onClick={() => void drawCurve(services)}>
                Draw the curve
              </Button>
            )}
            <Button variant="bare" aria-label="Nearer" title="Nearer" onClick={() => zoom(services, 0.5)}>
              <IconZoomIn size={15} />
            </Button>
            <Button variant="bare" aria-label="Further away" title="Further away" onClick={() => zoom(services, 2)}>
              <IconZoomOut size={15} />
            </Button>
            <Button
              variant="bare"
              aria-label="Fit the trail"
              title="Fit the trail and the critical points"
              onClick={() => fitTrail(services)}
            >
              <IconArrowsHorizontal size={15} />
            </Button>
          </Group>
        </div>
        <LinePicture name={name} />
      </div>
    </div>
  )
}

interface FactProps {
  readonly term: string
  readonly value: string
  readonly kind?: string
  /** What can be done with it. */
  readonly children?: ReactNode
}

function Fact({ term, value, kind, children }: FactProps) {
  return (
    <div>
      <dt>{term}</dt>
      <dd>
        <span data-kind={kind}>{value}</span>
        {children}
      </dd>
    </div>
  )
}
