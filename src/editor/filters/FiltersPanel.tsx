/** @file The bottom tab "Filters": what a convolution has learned, live, and how like Gabor functions its kernels are. */
import { NativeSelect, Switch } from '@mantine/core'
import { useEffect, useMemo, useState } from 'react'
import { useStore } from 'zustand'
import { NumberField } from '../fields'
import { nodeName } from '../format'
import { useAsked } from '../lookinside/useAsked'
import { useDocument, useServices } from '../state/context'
import { TrainingLine } from '../training/TrainingLine'
import { convolutionsOf } from './convolutions'
import { FilterDetails } from './FilterDetails'
import { FilterGrid } from './FilterGrid'
import './filters.css'
import { filtersStore, forgetFilters } from './filtersStore'
import { fitWords, hiddenWords } from './filterWords'
import { followFits, NO_FITS, type Fits } from './fits'

const NONE =
  'There is no convolution in this graph. Open "Filters from photographs" or "Recover a hidden Gabor bank" in the gallery, or add a conv2d from the palette.'

export default function FiltersPanel() {
  const document = useDocument((state) => state.document)
  const opened = useDocument((state) => state.opened)
  useEffect(() => forgetFilters(opened), [opened])
  const convs = useMemo(() => convolutionsOf(document), [document])
  const wish = useStore(filtersStore, (state) => state.conv)
  const conv = wish !== null && convs.includes(wish) ? wish : convs[0]
  if (conv === undefined) return <p className="gw-inspector-note gw-filters-empty">{NONE}</p>
  return <Filters key={conv} conv={conv} convs={convs} />
}

function Filters({ conv, convs }: { readonly conv: string; readonly convs: readonly string[] }) {
  const document = useDocument((state) => state.document)
  const { fit: wishFit, channel: wishChannel, chosen } = useStore(filtersStore)
  const asked = useAsked(conv, (client) => client.kernelBank(conv))
  const bank = asked.state === 'known' ? asked.answer.bank : null
  const [count = 0, channels = 1, rows = 0, columns = 0] = bank?.shape ?? []
  const channel = Math.min(wishChannel, channels - 1)
  const large = Math.min(rows, columns) >= 6
  const fit = bank !== null && (wishFit ?? (large && !bank.hidden))
  const fits = useFits(conv, channel, fit)
  const kernel = chosen === null ? null : Math.min(chosen, count - 1)
  return (
    <section className="gw-filters" aria-label="Filters">
      <div className="gw-filters-side">
        <NativeSelect
          size="xs"
          label="Convolution"
          value={conv}
          data={convs.map((id) => ({ value: id, label: nodeName(document, id) }))}
          onChange={(event) => filtersStore.setState({ conv: event.currentTarget.value, chosen: null, channel: 0 })}
        />
        <TrainingLine>
          {bank?.hidden
            ? 'Of each pair, the left kernel learns and the right one is hidden from it. Train, and watch the left ones.'
            : 'Train, and watch the kernels change.'}
        </TrainingLine>
        {channels > 1 && (
          <NumberField
            size="xs"
            label={`Input channel, 0 to ${channels - 1}`}
            integer
            min={0}
            max={channels - 1}
            value={channel}
            onCommit={(value) => filtersStore.setState({ channel: value! })}
          />
        )}
        <Switch
          size="xs"
          label="Fit Gabor functions"
          checked={fit}
          onChange={(event) => filtersStore.setState({ fit: event.currentTarget.checked })}
        />
        {bank?.hidden && (
          <p className="gw-filters-words" role="status">
            {hiddenWords(bank.hidden)}
          </p>
        )}
        {fit && (
          <p className="gw-filters-words" role="status">
            {fitWords(fits, count)}
          </p>
        )}
      </div>
      {bank && kernel !== null && (
        <FilterDetails bank={bank} channel={channel} kernel={kernel} fit={fit ? fits.fits[kernel] : undefined} />
      )}
      {bank ? (
        <FilterGrid bank={bank} channel={channel} fits={fit ? fits.fits : []} chosen={kernel} />
      ) : (
        <p className="gw-inspector-note">{asked.state === 'refused' ? asked.reason : 'Fetching the kernels…'}</p>
      )}
    </section>
  )
}

function useFits(node: string, channel: number, on: boolean): Fits {
  const services = useServices()
  const [fits, setFits] = useState(NO_FITS)
  useEffect(() => {
    if (!on) return
    setFits(NO_FITS)
    return followFits(services, { node, channel }, setFits)
  }, [services, node, channel, on])
  return fits
}
