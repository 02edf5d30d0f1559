/** @file A convolution, unrolled to one cell of its response map: what it reads, adds up, and sends back. */
import { Group, SegmentedControl } from '@mantine/core'
import { useMemo, useState } from 'react'
import type { CheckedNode } from '../../check'
import { NumberField } from '../fields'
import { ConvForward } from './ConvForward'
import { convSizes, geometryWords } from './convSizes'
import { channelsOf, flat, type ConvSizes } from './convolution'
import { ConvToInput } from './ConvToInput'
import { ConvToKernel } from './ConvToKernel'
import { Heat } from './Heat'
import { pixelsUnder, useCell } from './useCell'
import { missing, useLayer, type Layer } from './useLayer'

const VIEWS = [
  { value: 'forward', label: 'Forward', Body: ConvForward },
  { value: 'kernel', label: 'δ to the kernel', Body: ConvToKernel },
  { value: 'input', label: 'δ to the input', Body: ConvToInput },
] as const

export function ConvInside({ node, name }: { readonly node: CheckedNode; readonly name: string }) {
  const layer = useLayer(node)
  const { x, weight, y } = layer
  const why = missing(x, weight, y)
  const known = x.state === 'known' && weight.state === 'known' && y.state === 'known'
  const sizes = useMemo<ConvSizes | null>(
    () => (known ? convSizes(node, x.shape, weight.shape, y.shape) : null),
    // eslint-disable-next-line react-hooks/exhaustive-deps -- shapes, which keep their identity less well than their sizes
    [node, known, known && [x.shape, weight.shape, y.shape].join(' ')],
  )
  if (!sizes) return <p className="gw-inspector-note gw-inside-note">{why}</p>
  if (!sizes.x[0] || !sizes.weight[0])
    return <p className="gw-inspector-note gw-inside-note">This batch holds no example.</p>
  return <Unrolled layer={layer} sizes={sizes} name={name} />
}

function Unrolled({ layer, sizes, name }: { readonly layer: Layer; readonly sizes: ConvSizes; readonly name: string }) {
  const chosen = useCell(sizes)
  const { cell, local, under, set } = chosen
  const [shown, setShown] = useState<(typeof VIEWS)[number]['value']>('forward')
  const [firstChannel, channels] = channelsOf(sizes, cell.channel)
  const channel = firstChannel + local
  const marks = useMemo(() => pixelsUnder(sizes, cell), [sizes, cell.row, cell.column]) // eslint-disable-line react-hooks/exhaustive-deps -- where it lies is all
  const here = useMemo(() => [[cell.row, cell.column] as const], [cell.row, cell.column])
  const pixel = marks[under[0] * sizes.weight[3]! + under[1]]!
  const { x, y } = layer
  if (x.state !== 'known' || y.state !== 'known') return null
  const field = (label: string, value: number, first: number, count: number, commit: (to: number) => void) => (
    <NumberField
      label={label}
      description={`${first} … ${first + count - 1}`}
      w={100}
      integer
      min={first}
      max={first + count - 1}
      value={value}
      onCommit={(to) => commit(to!)}
    />
  )
  const Body = VIEWS.find(({ value }) => value === shown)!.Body
  const [, outputs, rows, columns] = sizes.y as readonly [number, number, number, number]
  return (
    <>
      <Group gap={10} className="gw-inside-bar">
        {field('Example', cell.example, 0, sizes.x[0]!, (example) => set({ example }))}
        {field('Kernel', cell.channel, 0, outputs, (to) => set({ channel: to }))}
        {field('Row', cell.row, 0, rows, (row) => set({ row }))}
        {field('Column', cell.column, 0, columns, (column) => set({ column }))}
        {field('Input channel', channel, firstChannel, channels, (to) => set({ local: to - firstChannel }))}
        <SegmentedControl
          size="xs"
          aria-label="Which way"
          value={shown}
          onChange={(value) => setShown(value as typeof shown)}
          data={VIEWS.map(({ value, label }) => ({ value, label }))}
        />
      </Group>
      <p className="gw-inside-geometry">{geometryWords(sizes)}</p>
      <div className="gw-inside-body" data-kind="conv">
        <div className="gw-conv-maps">
          <figure>
            <figcaption>
              {name}, map {cell.channel}: choose a cell
            </figcaption>
            <Heat
              data={y.data}
              first={flat(sizes.y, [cell.example, cell.channel, 0, 0])}
              rows={rows}
              columns={columns}
              tone="value"
              marks={here}
              label={`Cells of map ${cell.channel} of ${name}; arrow keys choose one`}
              valueText={`cell [${cell.row}, ${cell.column}]`}
              onPick={(row, column) => set({ row, column })}
              onMove={(dy, dx) => set({ row: cell.row + dy, column: cell.column + dx })}
            />
          </figure>
          <figure>
            <figcaption>input channel {channel}, with what the cell reads</figcaption>
            <Heat
              data={x.data}
              first={flat(sizes.x, [cell.example, channel, 0, 0])}
              rows={sizes.x[2]!}
              columns={sizes.x[3]!}
              tone="value"
              padding={sizes.padding}
              marks={marks}
              chosen={shown === 'input' ? pixel : null}
              label={`Pixels of input channel ${channel}; arrow keys move the window`}
              valueText={`window at [${marks[0]!.join(', ')}]`}
              onPick={(row, column) => {
                const at = marks.findIndex(([r, c]) => r === row && c === column)
                const width = sizes.weight[3]!
                if (at >= 0) set({ under: [Math.floor(at / width), at % width] })
              }}
              onMove={(dy, dx) => set({ row: cell.row + dy, column: cell.column + dx })}
            />
          </figure>
        </div>
        <section className="gw-inside-details" tabIndex={0} aria-label="The chosen cell">
          <h3 aria-live="polite">
            Cell [{cell.row}, {cell.column}] of map {cell.channel}
          </h3>
          <Body layer={layer} sizes={sizes} chosen={chosen} />
        </section>
      </div>
    </>
  )
}
