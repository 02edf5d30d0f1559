/** @file "Convolution c₁": over the canvas, the kernel at work on its image. */
import { NativeSelect, SegmentedControl } from '@mantine/core'
import { useMemo } from 'react'
import type { CheckedNode } from '../../check'
import { nodeName } from '../format'
import { LayerPanel } from '../inside/LayerPanel'
import { IN_EXERCISE } from '../inside/openInside'
import { useDocument, useRun, useServices } from '../state/context'
import { overCanvas, type ConvolutionView } from '../state/overCanvas'
import { useCheck } from '../state/useCheck'
import './convolution.css'
import { convsInOrder } from './convsInOrder'
import { GaborView } from './GaborView'
import { closeConvolution } from './openConvolution'
import { SimilarView } from './SimilarView'
import { SlideView } from './SlideView'
import { useForward } from './useForward'
import { useCell } from '../inside/useCell'
import type { ConvView } from './convView'

const VIEWS: readonly {
  readonly value: ConvolutionView
  readonly label: string
  readonly Body: (view: ConvView) => React.ReactNode
}[] = [
  { value: 'slide', label: 'Slide', Body: SlideView },
  { value: 'similar', label: 'Similarity', Body: SimilarView },
  { value: 'gabor', label: 'Gabor bank', Body: GaborView },
]

interface Shown {
  readonly node: string
  readonly view: ConvolutionView
}

export default function ConvolutionPanel({ node, view }: Shown) {
  const services = useServices()
  const document = useDocument((state) => state.document)
  const convs = useMemo(() => convsInOrder(document), [document])
  const goTo = (id: string) => {
    services.view.select([id])
    overCanvas.setState({ convolution: { node: id, view } })
  }
  const tabs = (
    <div className="gw-conv-head">
      {convs.length > 1 && (
        <NativeSelect
          size="xs"
          aria-label="Convolution"
          value={node}
          data={convs.map((id) => ({ value: id, label: nodeName(document, id) }))}
          onChange={(event) => goTo(event.currentTarget.value)}
        />
      )}
      <SegmentedControl
        size="xs"
        aria-label="What to look at"
        value={view}
        onChange={(chosen) => overCanvas.setState({ convolution: { node, view: chosen as ConvolutionView } })}
        data={VIEWS.map(({ value, label }) => ({ value, label }))}
      />
    </div>
  )
  return (
    <LayerPanel id={node} title="Convolution" onClose={closeConvolution} head={tabs}>
      <Checked key={node} node={node} view={view} />
    </LayerPanel>
  )
}

function Checked({ node: id, view }: Shown) {
  const { run } = useServices()
  const checked = useCheck()
  const hides = useRun(() => run.hidesNumbers)
  const name = useDocument((state) => nodeName(state.document, id))
  const node = checked.order.find((candidate) => candidate.id === id)
  if (hides) return <Note>{IN_EXERCISE}</Note>
  if (!node) return <Note>{name} cannot run yet. See Problems for what is missing, then look again.</Note>
  return <Known node={node} view={view} name={name} />
}

function Known({
  node,
  view,
  name,
}: {
  readonly node: CheckedNode
  readonly view: ConvolutionView
  readonly name: string
}) {
  const forward = useForward(node)
  if (forward.state === 'missing') return <Note>{forward.why}</Note>
  return <Chosen node={node} view={view} name={name} forward={forward} />
}

/** The chosen cell and kernel stay when another view is opened. */
function Chosen({ view, ...rest }: Omit<ConvView, 'chosen'> & { readonly view: ConvolutionView }) {
  const chosen = useCell(rest.forward.sizes)
  const { Body } = VIEWS.find(({ value }) => value === view)!
  return <Body {...rest} chosen={chosen} />
}

const Note = ({ children }: { readonly children: React.ReactNode }) => (
  <p className="gw-inspector-note gw-inside-note">{children}</p>
)
