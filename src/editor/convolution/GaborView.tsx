/** @file A bank of Gabor kernels: sliders with the picture changing live, and what each kernel finds in an image. */
import { Button } from '@mantine/core'
import { useId, useMemo } from 'react'
import { useStore } from 'zustand'
import { own, setTensors } from '../../graph'
import type { GaborBank } from '../../tensor'
import { changeAttribute } from '../inspector/changeAttribute'
import { useDocument, useServices } from '../state/context'
import { overCanvas } from '../state/overCanvas'
import { bankNow, drafts, usualBank } from './bankStore'
import type { ConvView } from './convView'
import { GaborSliders } from './GaborSliders'
import { ImageSource } from './ImageSource'
import { ResponseGrid } from './ResponseGrid'
import { imageInputOf } from './setImage'
import { startAsGabor, weightPlace } from './setKernel'

export function GaborView(view: ConvView) {
  const { node, name, forward, chosen } = view
  const shape = forward.sizes.weight
  const services = useServices()
  const { documents } = services
  const document = useDocument((state) => state.document)
  const opened = useDocument((state) => state.opened)
  const place = weightPlace(document, node)
  const key = `${opened} ${node.id}`
  const draft = useStore(drafts, (all) => all[key])
  const weightKey = place.ok ? place.key : null
  const stored = weightKey === null ? undefined : own(document.tensors, weightKey)
  // Pictures of a webcam change the document too: kernels that stay are not read again.
  const found = useMemo(() => stored && bankNow(stored, shape), [stored, shape])
  const bank = found ?? draft ?? usualBank(shape)
  const live = Boolean(found)
  const gesture = useId()
  const input = imageInputOf(services, node.id)
  const change = (next: GaborBank) => {
    drafts.setState({ [key]: next })
    if (live) startAsGabor(documents, node, shape, next, `gabor ${node.id} ${gesture}`)
  }
  const wanted = bank.orientations * bank.scales
  const count = shape[0]!
  const fit = () => {
    const mergeKey = `attr ${node.id} out_channels`
    drafts.setState({ [key]: bank })
    // Out of the way first: with kernels of another number there would be no response between two steps.
    if (weightKey !== null) documents.run(setTensors({ [weightKey]: undefined }, 'Take the kernels out', { mergeKey }))
    changeAttribute(documents, node.id, 'out_channels', wanted)
    startAsGabor(documents, node, [wanted, ...shape.slice(1)], bank, mergeKey)
  }
  return (
    <div className="gw-gabor">
      <section className="gw-gabor-settings" aria-label="The bank">
        {place.ok ? (
          <>
            {!live && (
              <div className="gw-gabor-start">
                <p>
                  The kernels of {name} are not this bank. Start them as it, then every slider changes them at once.
                </p>
                <Button variant="value" onClick={() => startAsGabor(documents, node, shape, bank)}>
                  Start as this bank
                </Button>
              </div>
            )}
            <GaborSliders bank={bank} shape={shape} chosen={chosen.cell.channel} onChange={change} />
            {wanted !== count && (
              <div className="gw-gabor-start">
                <p>
                  {bank.orientations} orientations × {bank.scales} {bank.scales === 1 ? 'size' : 'sizes'} are {wanted}{' '}
                  kernels, and {name} has {count}.{' '}
                  {wanted > count
                    ? `The last ${wanted - count} have no place.`
                    : 'The others begin again, a quarter of a wave further.'}
                </p>
                {!node.wires.weight && (
                  <Button onClick={fit}>
                    Give {name} {wanted} kernels
                  </Button>
                )}
              </div>
            )}
          </>
        ) : (
          <p>{place.reason}</p>
        )}
      </section>
      <section className="gw-gabor-responses" tabIndex={0} aria-label="Kernels and responses">
        {input !== null && <ImageSource key={input} node={input} />}
        <ResponseGrid
          {...view}
          bank={live ? bank : null}
          onOpen={(channel) => {
            chosen.set({ channel })
            overCanvas.setState({ convolution: { node: node.id, view: 'slide' } })
          }}
        />
      </section>
    </div>
  )
}
