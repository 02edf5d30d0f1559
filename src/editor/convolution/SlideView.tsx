/** @file The kernel slides over the image: in step, or under the hand. */
import { Group } from '@mantine/core'
import { useMemo, type KeyboardEvent } from 'react'
import { channelsOf, flat } from '../inside/convolution'
import { ConvForward } from '../inside/ConvForward'
import { ChangeImage } from './ChangeImage'
import type { ConvView } from './convView'
import { FieldPart } from './FieldPart'
import { GeometryFields } from './GeometryFields'
import { KernelFields } from './KernelFields'
import { KernelPreset, presetNow } from './KernelPreset'
import { CellMap, InputMap } from './maps'
import { cellsOf, orderOf, placeAt } from './place'
import { Transport } from './Transport'
import { known } from './useForward'
import { usePlayer } from './usePlayer'

/** Kernels up to this width have their numbers written: three of them then fit side by side. */
const WRITTEN = 5

const HINT = 'Move over a picture, or touch it, to slide the kernel by hand.'

export function SlideView(view: ConvView) {
  const { name, forward, chosen } = view
  const { layer, sizes } = forward
  const { cell, local, set } = chosen
  const [at, count] = [orderOf(sizes, cell), cellsOf(sizes)]
  const weight = known(layer.weight)
  const preset = useMemo(() => presetNow(sizes, weight.data, cell.channel, local), [sizes, weight, cell.channel, local])
  const player = usePlayer(at, count, (index) => set(placeAt(sizes, index)))
  const keys: Readonly<Record<string, () => void>> = {
    ' ': player.toggle,
    ',': () => player.step(-1),
    '.': () => player.step(1),
  }
  const onKeyDown = (event: KeyboardEvent) => {
    // Of buttons and fields the space is their own.
    const own = event.target instanceof Element && event.target.closest('button, input, select, textarea, label')
    if (own || event.ctrlKey || event.metaKey || event.altKey || !keys[event.key]) return
    event.preventDefault()
    event.stopPropagation()
    keys[event.key]!()
  }
  return (
    <div className="gw-slide" onKeyDown={onKeyDown}>
      <Group gap={10} className="gw-inside-bar">
        <Transport player={player} first={at === 0} last={at === count - 1} />
        <KernelFields sizes={sizes} example={cell.example} channel={cell.channel} local={local} set={set} />
        <KernelPreset node={view.node} sizes={sizes} weight={weight} channel={cell.channel} preset={preset} />
        <ChangeImage node={view.node.id} />
      </Group>
      <GeometryFields node={view.node.id} sizes={sizes}>
        {HINT}
      </GeometryFields>
      <div className="gw-slide-body">
        <div className="gw-slide-maps">
          <InputMap
            {...view}
            onChoose={player.leave}
            caption={
              <>
                the kernel on input channel {channelsOf(sizes, cell.channel)[0] + local}
                {sizes.padding.some(Boolean) && '; striped: padding'}
              </>
            }
          />
          <CellMap
            forward={forward}
            chosen={chosen}
            onChoose={player.leave}
            data={known(layer.y).data}
            first={flat(sizes.y, [cell.example, cell.channel, 0, 0])}
            until={player.sliding ? at : null}
            label={`Responses of kernel ${cell.channel} of ${name}; arrow keys choose a cell`}
            caption={`the response of kernel ${cell.channel}`}
          />
        </div>
        <section className="gw-inside-details" tabIndex={0} aria-label="The cell under the kernel">
          <h3>
            Cell [{cell.row}, {cell.column}] of map {cell.channel}{' '}
            <small className="gw-slide-count">
              {(at + 1).toLocaleString('en')} of {count.toLocaleString('en')}
            </small>
          </h3>
          {preset && (
            <p>
              <b>{preset.label}:</b> {preset.words}
            </p>
          )}
          <ConvForward written={WRITTEN} layer={layer} sizes={sizes} chosen={chosen} aside={<FieldPart {...view} />} />
        </section>
      </div>
    </div>
  )
}
