/** @file What every layer makes of one image: all feature maps, layer by layer. */
import { Switch } from '@mantine/core'
import { useElementSize } from '@mantine/hooks'
import { useCallback, useMemo, useState } from 'react'
import { useStore } from 'zustand'
import type { LookedLayer, LookedMaps, LookedNetwork } from '../../runtime/protocol'
import { formatNumber, nodeName } from '../format'
import { useDocument } from '../state/context'
import { useScheme } from '../theme'
import { fieldWords, ImageChoice, useExample } from './Choices'
import { lookStore } from './lookStore'
import { imagePixels, largest, mapPixels } from './pixels'
import { PixelCanvas } from './PixelCanvas'
import { sheetLayout } from './tiles'
import { TileSheet } from './TileSheet'
import { LONG_REST_MS, useAsked } from './useAsked'

export function MapsView({ network }: { readonly network: LookedNetwork }) {
  const example = useExample(network.count)
  const asked = useAsked<LookedMaps>(`maps ${example}`, (client) => client.lookMaps(example), LONG_REST_MS)
  const [alone, setAlone] = useState(true)
  const { ref, width } = useElementSize<HTMLDivElement>()
  return (
    <div className="gw-look-body" data-view="maps">
      <div className="gw-look-side">
        <ImageChoice count={network.count} />
        {asked.state === 'known' && <Whole image={asked.answer.image} example={example} />}
        <Switch
          size="xs"
          label="each map by itself"
          aria-label="Each map is normalised by itself"
          checked={alone}
          onChange={(event) => setAlone(event.currentTarget.checked)}
        />
        <p className="gw-look-words">
          Blue is positive, orange negative.{' '}
          {alone ? 'Each map has its own scale.' : 'The maps of a layer share one scale.'} Click a map to choose its
          unit.
        </p>
      </div>
      <div ref={ref} className="gw-look-scroll">
        {asked.state !== 'known' ? (
          <p className="gw-inspector-note">
            {asked.state === 'refused' ? asked.reason : 'Running the network on this image…'}
          </p>
        ) : (
          width > 0 &&
          asked.answer.layers.map((maps) => {
            const layer = network.layers.find(({ node }) => node === maps.node)
            return layer && <Layer key={maps.node} maps={maps} layer={layer} alone={alone} width={width} />
          })
        )}
      </div>
    </div>
  )
}

function Whole({ image, example }: { readonly image: LookedMaps['image']; readonly example: number }) {
  const scheme = useScheme()
  const pixels = useMemo(() => imagePixels(image.data, image.shape, scheme), [image, scheme])
  const [, rows, columns] = image.shape as readonly [number, number, number]
  return <PixelCanvas pixels={pixels} rows={rows} columns={columns} size={132} label={`Image ${example}`} />
}

interface LayerProps {
  readonly maps: LookedMaps['layers'][number]
  readonly layer: LookedLayer
  readonly alone: boolean
  readonly width: number
}

function Layer({ maps, layer, alone, width }: LayerProps) {
  const scheme = useScheme()
  const name = useDocument((state) => nodeName(state.document, layer.node))
  const unit = useStore(lookStore, (state) => (state.unit?.node === layer.node ? state.unit.unit : null))
  const [count, rows = 1, columns = 1] = maps.shape as readonly [number, number?, number?]
  const { data } = maps
  const flat = rows * columns === 1
  const layout = useMemo(() => {
    const across = Math.max(1, Math.floor(width / 28))
    return sheetLayout(
      { count, rows, columns },
      { width, height: Infinity, least: flat ? 18 : 40, most: flat ? 18 : 72 },
      Math.min(count, across),
    )
  }, [count, rows, columns, width, flat])
  const limit = useMemo(() => largest(data, 0, data.length), [data])
  const pixels = useCallback(
    (tile: number) => {
      const area = rows * columns
      const own = alone && !flat ? largest(data, tile * area, area) : limit
      return mapPixels(data, tile * area, area, own, 'value', scheme)
    },
    [data, rows, columns, alone, flat, limit, scheme],
  )
  const words = (tile: number) =>
    flat ? `unit ${tile} of ${count}: ${formatNumber(data[tile]!)}` : `map ${tile} of ${count}`
  return (
    <section className="gw-look-layer" aria-label={`Maps of ${name}`}>
      <h4>
        {name} <code>{layer.op}</code>{' '}
        <span>
          {flat ? `${count} units` : `${count} maps of ${rows} × ${columns}`}, {fieldWords(layer)}, up to{' '}
          {formatNumber(limit)}
          {maps.left > 0 && `; the other ${maps.left} are left out`}
        </span>
      </h4>
      <TileSheet
        layout={layout}
        pixels={pixels}
        chosen={unit !== null && unit < count ? unit : null}
        onChoose={(tile) => lookStore.setState({ unit: { node: layer.node, unit: tile } })}
        label={`Maps of ${name}`}
        words={words}
      />
    </section>
  )
}
