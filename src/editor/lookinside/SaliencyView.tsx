/** @file Where the image matters: the size and the sign of ∂L/∂image, or of a unit's gradient, over the image. */
import { SegmentedControl } from '@mantine/core'
import { useElementSize } from '@mantine/hooks'
import { useMemo } from 'react'
import { useStore } from 'zustand'
import type { LookedNetwork, LookedSaliency } from '../../runtime/protocol'
import { formatNumber, nodeName } from '../format'
import { useDocument } from '../state/context'
import { useScheme } from '../theme'
import { ImageChoice, UnitChoice, useExample, useUnit } from './Choices'
import { lookStore } from './lookStore'
import { imagePixels, largest, overlayPixels } from './pixels'
import { PixelCanvas } from './PixelCanvas'
import { LONG_REST_MS, useAsked } from './useAsked'

export function SaliencyView({ network }: { readonly network: LookedNetwork }) {
  const example = useExample(network.count)
  const chosen = useUnit(network)
  const wish = useStore(lookStore, (state) => state.saliencyOf)
  const name = useDocument((state) => (chosen ? nodeName(state.document, chosen.node) : ''))
  const of = network.hasObjective ? wish : 'unit'
  const unit = of === 'unit' && chosen ? { node: chosen.node, unit: chosen.unit } : null
  const asked = useAsked<LookedSaliency>(
    `saliency ${example} ${unit?.node} ${unit?.unit}`,
    (client) => client.lookSaliency(example, unit),
    LONG_REST_MS,
  )
  const letter = unit ? 'u' : 'L'
  const what = unit ? `${name}, unit ${unit.unit}: u` : 'L'
  return (
    <div className="gw-look-body" data-view="saliency">
      <div className="gw-look-side">
        <ImageChoice count={network.count} />
        <SegmentedControl
          size="xs"
          aria-label="Of what"
          value={of}
          onChange={(value) => lookStore.setState({ saliencyOf: value as typeof wish })}
          data={[
            { value: 'loss', label: 'Of the loss', disabled: !network.hasObjective },
            { value: 'unit', label: 'Of a unit', disabled: !chosen },
          ]}
        />
        {of === 'unit' && chosen && <UnitChoice network={network} chosen={chosen} />}
        <p className="gw-look-words">
          {unit
            ? 'How much the unit, at the place where it is largest, changes with each pixel.'
            : 'How much the loss changes with each pixel (Simonyan et al. 2014). Inputs need no gradient in training; here it is carried on to them.'}
        </p>
      </div>
      {asked.state === 'known' ? (
        <Pictures saliency={asked.answer} what={what} letter={letter} example={example} />
      ) : (
        <p className="gw-inspector-note">{asked.state === 'refused' ? asked.reason : 'Running forward and back…'}</p>
      )}
    </div>
  )
}

interface PicturesProps {
  readonly saliency: LookedSaliency
  readonly what: string
  readonly letter: string
  readonly example: number
}

/** Room for the words below each picture, CSS pixels. */
const WORDS = 44

function Pictures({ saliency: { image, magnitude, signed, value }, what, letter, example }: PicturesProps) {
  const scheme = useScheme()
  const { ref, width, height } = useElementSize<HTMLDivElement>()
  const [, rows, columns] = image.shape as readonly [number, number, number]
  const plain = useMemo(() => imagePixels(image.data, image.shape, scheme), [image, scheme])
  const size = useMemo(() => overlayPixels(plain, magnitude.data, 'delta', scheme), [plain, magnitude, scheme])
  const sign = useMemo(() => overlayPixels(plain, signed.data, 'delta', scheme), [plain, signed, scheme])
  const side = Math.max(120, Math.min(320, (width - 40) / 3, height - WORDS))
  const top = formatNumber(largest(magnitude.data, 0, magnitude.data.length))
  const pictures = [
    { pixels: plain, words: `Image ${example}: ${what} = ${formatNumber(value)}` },
    { pixels: size, words: `|∂${letter}/∂image|, largest ${top}` },
    { pixels: sign, words: `Its sign: orange raises ${letter}, blue lowers it` },
  ]
  return (
    <div ref={ref} className="gw-look-pictures">
      {width > 0 &&
        pictures.map(({ pixels, words }) => (
          <figure key={words} style={{ width: side }}>
            <PixelCanvas pixels={pixels} rows={rows} columns={columns} size={side} label={words} />
            <figcaption>{words}</figcaption>
          </figure>
        ))}
    </div>
  )
}
