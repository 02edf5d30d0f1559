/** @file The places in the data set where a unit is largest, cut out by what it sees. */
import { Button, NativeSelect, Progress, UnstyledButton } from '@mantine/core'
import { useEffect, useMemo, useState } from 'react'
import { useStore } from 'zustand'
import type { LookBox, LookedNetwork, LookedPlace, LookTensor } from '../../runtime/protocol'
import { formatNumber } from '../format'
import { useRun, useServices } from '../state/context'
import { useScheme } from '../theme'
import type { ChosenUnit } from './Choices'
import { lookStore, unitKey } from './lookStore'
import { imagePixels, limitsOf, type Pixels } from './pixels'
import { PixelCanvas } from './PixelCanvas'
import { searchPatches, stopSearch } from './search'

const DEPTHS = [100, 500, 2000]

interface PatchesProps {
  readonly network: LookedNetwork
  readonly chosen: ChosenUnit
}

export function Patches({ network, chosen }: PatchesProps) {
  const services = useServices()
  const found = useStore(lookStore, (state) => state.scan)
  const depth = useStore(lookStore, (state) => state.depth)
  const scan = found?.of === unitKey(chosen) ? found : null
  const isOld = useRun(({ revision }) => scan !== null && revision !== scan.revision)
  const { count } = network
  const images = useImages(scan?.best)
  const options = [...DEPTHS.filter((n) => n < count), count]
  const end = Math.min(depth, count)
  return (
    <section className="gw-look-part" aria-label="Patches that excite it most">
      <h4>Patches that excite it most</h4>
      <div className="gw-look-bar">
        {scan?.running ? (
          <Button size="xs" onClick={stopSearch}>
            Stop
          </Button>
        ) : (
          <Button size="xs" variant="value" onClick={() => void searchPatches(services, chosen, end)}>
            Search
          </Button>
        )}
        <NativeSelect
          size="xs"
          aria-label="Images to look through"
          disabled={scan?.running === true}
          value={String(options.includes(depth) ? depth : end)}
          data={options.map((n) => ({ value: String(n), label: n === count ? `all ${n}` : `the first ${n}` }))}
          onChange={(event) => lookStore.setState({ depth: Number(event.currentTarget.value) })}
        />
        <span className="gw-look-words" role="status">
          {scan?.problem ??
            (scan
              ? `${scan.next} of ${scan.end} images${isOld && !scan.running ? '; the network has changed since' : ''}`
              : 'of the data')}
        </span>
      </div>
      {scan?.running && (
        <Progress
          size="sm"
          color="var(--gw-value)"
          value={(100 * scan.next) / scan.end}
          aria-label="Images looked through"
        />
      )}
      {scan ? (
        <ul className="gw-look-places">
          {scan.best.map((place) => (
            <Place
              key={`${place.example} ${place.row} ${place.column}`}
              place={place}
              image={images.get(place.example)}
            />
          ))}
        </ul>
      ) : (
        <p className="gw-look-words">
          Every image runs as far as this unit; where its value is largest, the part of the image that it sees is cut
          out.
        </p>
      )}
    </section>
  )
}

function Place({ place, image }: { readonly place: LookedPlace; readonly image: LookTensor | undefined }) {
  const scheme = useScheme()
  const { example, value, row, column, box } = place
  const [rows, columns] = [box.bottom - box.top, box.right - box.left]
  const pixels = useMemo(() => (image ? cutOut(image, box, scheme) : null), [image, box, scheme])
  const words = `image ${example}, ${formatNumber(value)} at row ${row}, column ${column}`
  return (
    <li>
      <UnstyledButton
        title={`${words}. Show its feature maps.`}
        onClick={() => lookStore.setState({ example, view: 'maps' })}
      >
        {pixels ? (
          <PixelCanvas pixels={pixels} rows={rows} columns={columns} size={58} label={words} />
        ) : (
          <span className="gw-look-waiting" />
        )}
        <span>{formatNumber(value)}</span>
      </UnstyledButton>
    </li>
  )
}

/** Padding stays see-through: there is no image. */
function cutOut({ data, shape }: LookTensor, { top, left, bottom, right }: LookBox, scheme: 'light' | 'dark'): Pixels {
  const [, height, width] = shape as readonly [number, number, number]
  const whole = imagePixels(data, shape, scheme, limitsOf(data))
  const columns = right - left
  const part = new Uint8ClampedArray((bottom - top) * columns * 4)
  for (let row = Math.max(0, top); row < Math.min(height, bottom); row++)
    for (let column = Math.max(0, left); column < Math.min(width, right); column++) {
      const from = 4 * (row * width + column)
      part.set(whole.subarray(from, from + 4), 4 * ((row - top) * columns + column - left))
    }
  return part
}

/** The images of the places, each fetched once. */
function useImages(places: readonly LookedPlace[] | undefined): ReadonlyMap<number, LookTensor> {
  const { client } = useServices()
  const [images, setImages] = useState<ReadonlyMap<number, LookTensor>>(new Map())
  const wanted = [...new Set(places?.map(({ example }) => example))].filter((example) => !images.has(example))[0]
  useEffect(() => {
    if (wanted === undefined) return
    let gone = false
    client.lookImage(wanted).then(
      (answer) => {
        if (!gone && answer.ok) setImages((before) => new Map(before).set(wanted, answer.image))
      },
      () => undefined,
    )
    return () => {
      gone = true
    }
  }, [client, wanted])
  return images
}
