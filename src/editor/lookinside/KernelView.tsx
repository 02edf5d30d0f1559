/** @file All kernels of a convolution as in the AlexNet figure, live while training, with their past. */
import { Button, NativeSelect, SegmentedControl } from '@mantine/core'
import { useElementSize } from '@mantine/hooks'
import { IconDownload } from '@tabler/icons-react'
import { useCallback, useMemo } from 'react'
import { useStore } from 'zustand'
import { fileName } from '../actions/files'
import { nodeName } from '../format'
import { NumberField } from '../fields'
import { useDocument } from '../state/context'
import { notify } from '../state/notify'
import { useCheck } from '../state/useCheck'
import { useScheme } from '../theme'
import { KernelFacts } from './KernelFacts'
import { KernelTime } from './KernelTime'
import { lookStore, type Paint } from './lookStore'
import { kernelPixels, paintsFor } from './pixels'
import { savePng } from './savePng'
import { sheetLayout } from './tiles'
import { TileSheet } from './TileSheet'
import { kernelKey, useHistory, useKernels, type Kernels } from './useKernels'

const PAINTS: Readonly<Record<Paint, string>> = {
  rgb: 'RGB',
  signed: 'By sign',
  grey: 'Grey',
  length: 'Length',
}

/** The first convolution is shown unless somebody chooses. */
export function KernelView({ convs }: { readonly convs: readonly string[] }) {
  const document = useDocument((state) => state.document)
  const wish = useStore(lookStore, (state) => state.conv)
  const conv = wish !== null && convs.includes(wish) ? wish : convs[0]!
  const key = kernelKey(document, conv)
  const steps = useHistory(key)
  const wanted = useStore(lookStore, (state) => state.step)
  // Another run of training has other moments.
  const step = wanted !== null && steps.includes(wanted) ? wanted : null
  const asked = useKernels(key, step)
  return (
    <div className="gw-look-body" data-view="kernels">
      <div className="gw-look-side">
        <NativeSelect
          className="gw-look-conv"
          data-alone={convs.length === 1 || undefined}
          size="xs"
          label="Convolution"
          value={conv}
          data={convs.map((id) => ({ value: id, label: nodeName(document, id) }))}
          onChange={(event) => lookStore.setState({ conv: event.currentTarget.value, paint: null, step: null })}
        />
        <KernelTime steps={steps} step={step} />
        {asked.state === 'known' && <KernelFacts kernels={asked.answer} conv={conv} />}
      </div>
      {asked.state === 'known' ? (
        <Sheet kernels={asked.answer} conv={conv} />
      ) : (
        <p className="gw-inspector-note">{asked.state === 'refused' ? asked.reason : 'Fetching the kernels…'}</p>
      )}
    </div>
  )
}

function Sheet({ kernels, conv }: { readonly kernels: Kernels; readonly conv: string }) {
  const { shape, data } = kernels
  const [count, channels, rows, columns] = shape as readonly [number, number, number, number]
  const scheme = useScheme()
  const name = useDocument((state) => nodeName(state.document, conv))
  const title = useDocument((state) => state.document.name)
  const groups = useGroups(conv)
  const { paint: wish, channel, unit } = useStore(lookStore)
  const paints = paintsFor(channels)
  const paint = wish && paints.includes(wish) ? wish : paints[0]!
  const { ref, width, height } = useElementSize<HTMLDivElement>()
  const layout = useMemo(
    () => sheetLayout({ count, rows, columns }, { width, height: height - 4, least: 20, most: 120 }),
    [count, rows, columns, width, height],
  )
  const pixels = useCallback(
    (tile: number) =>
      kernelPixels(data, tile * channels * rows * columns, [channels, rows, columns], { paint, channel, scheme }),
    [data, channels, rows, columns, paint, channel, scheme],
  )
  const words = (tile: number) => `kernel ${tile} of ${count}`
  const save = () =>
    savePng(fileName(`${title} ${name} kernels`, 'png'), { count, rows, columns }, pixels).catch((problem: unknown) =>
      notify({ tone: 'error', message: problem instanceof Error ? problem.message : String(problem) }),
    )
  const one = paint === 'grey' || paint === 'signed'
  return (
    <div className="gw-look-main">
      <div className="gw-look-bar">
        <span className="gw-look-words">
          {count} kernels of {rows} × {columns} × {channels}
          {groups > 1 && ` in ${groups} groups`}, each normalised by itself
        </span>
        <SegmentedControl
          size="xs"
          aria-label="How kernels are painted"
          value={paint}
          onChange={(value) => lookStore.setState({ paint: value as Paint })}
          data={paints.map((value) => ({ value, label: PAINTS[value] }))}
        />
        {one && channels > 1 && (
          <NumberField
            className="gw-look-number"
            size="xs"
            aria-label={`Input channel, 0 to ${channels - 1}`}
            leftSection={<span className="gw-look-prefix">ch</span>}
            integer
            min={0}
            max={channels - 1}
            value={Math.min(channel, channels - 1)}
            onCommit={(to) => lookStore.setState({ channel: to! })}
          />
        )}
        <Button
          size="xs"
          variant="quiet"
          leftSection={<IconDownload size={14} stroke={1.8} aria-hidden />}
          onClick={() => void save()}
        >
          PNG
        </Button>
      </div>
      <div ref={ref} className="gw-look-room">
        {width > 0 && (
          <TileSheet
            layout={layout}
            pixels={pixels}
            chosen={unit?.node === conv ? unit.unit : null}
            onChoose={(tile) => lookStore.setState({ unit: { node: conv, unit: tile } })}
            label={`Kernels of ${name}`}
            words={words}
          />
        )}
      </div>
    </div>
  )
}

function useGroups(conv: string): number {
  const checked = useCheck()
  const groups = checked.order.find(({ id }) => id === conv)?.attrs.groups
  return typeof groups === 'number' ? groups : 1
}
