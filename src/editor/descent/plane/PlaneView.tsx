/** @file Two dimensions: contours and a surface of the loss over two numbers, or over two random directions in θ. */
import { Button, Group, SegmentedControl, Slider } from '@mantine/core'
import { IconDice5, IconZoomIn, IconZoomOut } from '@tabler/icons-react'
import { useEffect } from 'react'
import { useStore } from 'zustand'
import { NumberField } from '../../fields'
import { useServices } from '../../state/context'
import { ElementPick } from '../ElementPick'
import { elementTitle, sceneStore } from '../sceneStore'
import { WorkNote } from '../WorkNote'
import { ContourMap } from './ContourMap'
import './plane.css'
import { openPlane, resumePlane, showPlane, walkAnew, zoom } from './planeActions'
import { MapNote } from './MapNote'
import { planeStore } from './planeStore'
import { usePlane } from './usePlane'
import { Surface } from './Surface'
import { TakeOverMenu } from './TakeOverMenu'
import { WalkerList } from './WalkerList'

export default function PlaneView() {
  const services = useServices()
  const version = useStore(sceneStore, (state) => state.version)
  const scene = useStore(sceneStore, (state) => state.scene)
  const { kind, a, b, seed, steps, moves, trails, walking, t, origin } = usePlane(
    'kind',
    'a',
    'b',
    'seed',
    'steps',
    'moves',
    'trails',
    'walking',
    't',
    'origin',
  )
  useEffect(() => {
    if (planeStore.getState().version === version) resumePlane(services)
    else void openPlane(services)
  }, [services, version])
  useEffect(
    () => () => {
      // What is looked at next comes first; who is here again has the rest of it drawn.
      for (const kind of ['grid', 'criticals'] as const) void services.client.stopDescent(kind)
    },
    [services],
  )
  const names: readonly [string, string] =
    kind === 'random' || !a || !b
      ? ['d₁', 'd₂']
      : [elementTitle(services, a.key, a.element), elementTitle(services, b.key, b.element)]
  const choose = (change: Partial<ReturnType<typeof planeStore.getState>>) => {
    planeStore.setState(change)
    void showPlane(services)
  }
  // Two numbers that are all of θ have no rest that could move.
  const beyond = kind === 'random' || (scene?.size ?? 0) > 2
  const longest = Math.max(0, ...Object.values(trails).map(({ losses }) => losses.length - 1))
  return (
    <div className="gw-plane">
      <div className="gw-descent-controls">
        <SegmentedControl
          size="xs"
          aria-label="The plane"
          value={kind}
          onChange={(value) => choose({ kind: value as 'elements' | 'random' })}
          data={[
            { value: 'elements', label: 'Numbers of θ', disabled: (scene?.size ?? 0) < 2 },
            { value: 'random', label: 'Random directions' },
          ]}
        />
        {kind === 'elements' && a && b ? (
          <div className="gw-plane-picks">
            <ElementPick label="Across" at={a} onPick={(to) => choose({ a: to })} />
            <ElementPick label="Up" at={b} onPick={(to) => choose({ b: to })} />
          </div>
        ) : (
          <div className="gw-plane-seed">
            <p className="gw-descent-note">
              θ + a·d₁ + b·d₂ with random d₁, d₂, each filter as long as that of θ (Li et al. 2018).
            </p>
            <Group gap={6} wrap="nowrap" align="end">
              <NumberField
                label="Seed"
                integer
                min={0}
                max={0xffffffff}
                value={seed}
                onCommit={(to) => to !== null && choose({ seed: to })}
              />
              <Button
                px={8}
                aria-label="Other directions"
                title="Other directions"
                onClick={() => choose({ seed: seed + 1 })}
              >
                <IconDice5 size={15} />
              </Button>
            </Group>
          </div>
        )}
        <WalkerList />
        {walking && <WorkNote kind="trails" words="Walking" />}
        <div className="gw-plane-rules">
          <NumberField
            label="Steps"
            integer
            min={1}
            max={2000}
            value={steps}
            onCommit={(to) => to !== null && walkAnew(services, { steps: to })}
          />
          <SegmentedControl
            size="xs"
            aria-label="What moves"
            value={moves}
            onChange={(value) => walkAnew(services, { moves: value as 'coordinates' | 'all' })}
            data={[
              { value: 'coordinates', label: 'These two move' },
              { value: 'all', label: 'All of θ moves' },
            ]}
          />
        </div>
      </div>
      <div className="gw-plane-stages">
        <div className="gw-plane-pictures">
          <ContourMap names={names} />
          <Surface names={names} />
        </div>
        <div className="gw-plane-foot">
          {moves === 'all' && beyond && (
            <p className="gw-descent-note gw-plane-said">
              Drawn is the shadow of each walk on this plane. The map holds the rest of θ, so a walk may lie below its
              surface.
            </p>
          )}
          {origin?.some((x) => !Number.isFinite(x)) && (
            <p className="gw-descent-note gw-plane-said">
              In the graph {names.filter((_, i) => !Number.isFinite(origin[i]!)).join(' and ')} is not a number, so the
              walks begin at 0 there. “Take over” puts a number in its place.
            </p>
          )}
          <MapNote />
          <label className="gw-plane-time">
            <span>t = {t ?? longest}</span>
            <Slider
              size="sm"
              aria-label="Steps that are drawn"
              thumbLabel="Steps that are drawn"
              min={0}
              max={Math.max(1, longest)}
              value={t ?? Math.max(1, longest)}
              label={null}
              onChange={(value) => planeStore.setState({ t: value })}
            />
          </label>
          <Group gap={2} wrap="nowrap">
            <TakeOverMenu names={names} />
            <Button variant="bare" aria-label="Nearer" title="Nearer" onClick={() => zoom(services, 0.5)}>
              <IconZoomIn size={15} />
            </Button>
            <Button variant="bare" aria-label="Further away" title="Further away" onClick={() => zoom(services, 2)}>
              <IconZoomOut size={15} />
            </Button>
          </Group>
        </div>
      </div>
    </div>
  )
}
