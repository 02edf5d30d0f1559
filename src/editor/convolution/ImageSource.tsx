/** @file Where an input's image comes from: a photograph, a file, the webcam. */
import { Button, FileButton, Group, NativeSelect } from '@mantine/core'
import { IconCamera, IconCameraOff, IconPhoto } from '@tabler/icons-react'
import { useEffect, useRef, useState } from 'react'
import { useStore } from 'zustand'
import { own, portKey } from '../../graph'
import { useDocument, useServices } from '../state/context'
import { PHOTOS, photoAddress } from './photos'
import { holds, keepPicture, pictures } from './pictures'
import { ImageProblem, pixelsOf, readAddress, readFile } from './readImage'
import { resizeImage, setImage, slotOf } from './setImage'
import { useWebcam } from './useWebcam'

const NO_PHOTO = ''
const SIDES = [32, 64, 128, 256] as const
const icon = { size: 15, stroke: 1.8, 'aria-hidden': true } as const

export function ImageSource({ node }: { readonly node: string }) {
  const services = useServices()
  // Chosen while there was no picture to resize: the next one has it.
  const [side, setSide] = useState<number | undefined>()
  const [problem, setProblem] = useState<string | null>(null)
  const asked = useRef(0)
  const mergeKey = useRef('')
  // The shape may change while this is open.
  const stored = useDocument((state) => own(state.document.tensors, portKey(node, 'y')))
  useDocument((state) => state.document.nodes[node])
  const opened = useDocument((state) => state.opened)
  const last = useStore(pictures, ({ of, byNode }) => (of === opened ? own(byNode, node) : undefined))
  const picture = last && holds(stored, last) ? last : null
  const slot = slotOf(services, node, side)
  const latestSide = useRef(side)
  useEffect(() => {
    latestSide.current = side
  })
  const put = (from: ImageBitmap | HTMLVideoElement, { to, merge }: { to?: number; merge?: string } = {}) => {
    const place = slotOf(services, node, to ?? latestSide.current)
    return place?.ok ? setImage(services, node, place, pixelsOf(from, place), merge) : null
  }
  // Whoever waits for a picture when this is closed waits no more.
  useEffect(() => () => void asked.current++, [])
  const keep = (bitmap: ImageBitmap, photo: string | null, to?: number) => {
    if (services.documents.getState().opened !== opened) return
    const tensor = put(bitmap, to === undefined ? {} : { to })
    if (!tensor) return
    keepPicture(opened, node, { photo, bitmap, tensor })
    setSide(undefined)
  }
  const webcam = useWebcam(services, (video) => put(video, { merge: mergeKey.current }))
  const take = (reading: Promise<ImageBitmap>, photo: string | null) => {
    webcam.stop()
    setProblem(null)
    const mine = ++asked.current
    // Another one may be chosen meanwhile.
    reading.then(
      (bitmap) => mine === asked.current && keep(bitmap, photo),
      (thrown: unknown) =>
        mine === asked.current &&
        setProblem(thrown instanceof ImageProblem ? thrown.message : 'The picture could not be read.'),
    )
  }
  if (!slot) return null
  if (!slot.ok) return <p className="gw-inspector-note">{slot.reason}</p>
  const resize = (to: number) => {
    // From the picture as it came, where it is known: nothing is lost on the way.
    if (picture && !webcam.on) return keep(picture.bitmap, picture.photo, to)
    const place = slotOf(services, node, to)
    setSide(place?.ok && resizeImage(services, node, place) ? undefined : to)
  }
  const start = () => {
    mergeKey.current = `webcam ${node} ${performance.now()}`
    setProblem(null)
    asked.current++
    webcam.start()
  }
  const told = problem ?? webcam.problem
  return (
    <div className="gw-image-source">
      <Group gap={8} align="flex-end">
        <NativeSelect
          size="xs"
          label="Image"
          value={picture?.photo ?? NO_PHOTO}
          data={[
            { value: NO_PHOTO, label: 'choose a photograph' },
            ...PHOTOS.map(({ file, label }) => ({ value: file, label })),
          ]}
          onChange={(event) => {
            const chosen = PHOTOS.find(({ file }) => file === event.currentTarget.value)
            if (chosen) take(readAddress(photoAddress(chosen)), chosen.file)
          }}
        />
        {slot.open && (
          <NativeSelect
            size="xs"
            label="Size"
            value={String(slot.rows)}
            data={[...new Set([...SIDES, slot.rows])]
              .toSorted((a, b) => a - b)
              .map((size) => ({ value: String(size), label: `${size} × ${size}` }))}
            onChange={(event) => resize(Number(event.currentTarget.value))}
          />
        )}
        <FileButton
          accept="image/*"
          onChange={(file) => {
            if (file) take(readFile(file), null)
          }}
        >
          {(props) => (
            <Button {...props} leftSection={<IconPhoto {...icon} />}>
              Open an image file…
            </Button>
          )}
        </FileButton>
        {webcam.on ? (
          <Button leftSection={<IconCameraOff {...icon} />} onClick={webcam.stop}>
            Stop the webcam
          </Button>
        ) : (
          <Button leftSection={<IconCamera {...icon} />} onClick={start}>
            Use the webcam
          </Button>
        )}
      </Group>
      {told && (
        <p className="gw-callout" data-tone="error" role="alert">
          {told}
        </p>
      )}
    </div>
  )
}
