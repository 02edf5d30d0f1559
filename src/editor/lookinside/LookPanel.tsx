/** @file The bottom tab "Look inside": kernels, feature maps, what one unit looks for, and where the image matters. */
import { SegmentedControl } from '@mantine/core'
import { useEffect, useMemo } from 'react'
import { useStore } from 'zustand'
import type { LookedNetwork } from '../../runtime/protocol'
import { convsInOrder } from '../convolution/convsInOrder'
import { IN_EXERCISE } from '../inside/openInside'
import { useDocument, useRun, useServices } from '../state/context'
import { KernelView } from './KernelView'
import { forgetLook, lookStore, type LookView } from './lookStore'
import './look.css'
import { MapsView } from './MapsView'
import { SaliencyView } from './SaliencyView'
import { UnitView } from './UnitView'
import { LONG_REST_MS, useAsked } from './useAsked'

const VIEWS: readonly { readonly value: LookView; readonly label: string }[] = [
  { value: 'kernels', label: 'Kernels' },
  { value: 'maps', label: 'Feature maps' },
  { value: 'unit', label: 'One unit' },
  { value: 'saliency', label: 'Saliency' },
]

let openedWith = -1

export default function LookPanel() {
  const { run } = useServices()
  const view = useStore(lookStore, (state) => state.view)
  const opened = useDocument((state) => state.opened)
  const hides = useRun(() => run.hidesNumbers)
  useEffect(() => {
    if (openedWith !== opened && openedWith !== -1) forgetLook()
    openedWith = opened
  }, [opened])
  return (
    <section className="gw-bottom-view" aria-label="Look inside">
      <SegmentedControl
        className="gw-look-views"
        size="xs"
        aria-label="What to look at"
        value={view}
        onChange={(value) => lookStore.setState({ view: value as LookView })}
        data={VIEWS.map(({ value, label }) => ({ value, label }))}
      />
      {hides ? <p className="gw-inspector-note gw-look-note">{IN_EXERCISE}</p> : <Body key={opened} view={view} />}
    </section>
  )
}

function Body({ view }: { readonly view: LookView }) {
  const document = useDocument((state) => state.document)
  const convs = useMemo(() => convsInOrder(document), [document])
  if (view === 'kernels')
    return convs.length ? (
      <KernelView convs={convs} />
    ) : (
      <p className="gw-inspector-note gw-look-note">
        This graph has no convolution over images. Add a conv2d from the palette, or open “AlexNet&rsquo;s first layer”
        from the examples.
      </p>
    )
  return <OfNetwork view={view} />
}

function OfNetwork({ view }: { readonly view: Exclude<LookView, 'kernels'> }) {
  const asked = useAsked<LookedNetwork>('network', (client) => client.lookNetwork(), LONG_REST_MS)
  if (asked.state !== 'known')
    return (
      <p className="gw-inspector-note gw-look-note">
        {asked.state === 'refused' ? asked.reason : 'Looking at the graph…'}
      </p>
    )
  const network = asked.answer
  if (view === 'maps') return <MapsView network={network} />
  return view === 'unit' ? <UnitView network={network} /> : <SaliencyView network={network} />
}
