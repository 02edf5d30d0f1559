/** @file Where an input's image comes from: a photograph, a file, the webcam. */
import { Button, FileButton, Group, NativeSelect } from '@mantine/core'
import { IconCamera, IconCameraOff, IconPhoto } from '@tabler/icons-react'
import { useRef, useState } from 'react'
import { useDocument, useServices } from '../state/context'
import { PHOTOS, photoAddress } from './photos'
import { ImageProblem, pixelsOf, readAddress, readFile } from './readImage'
import { setImage, slotOf } from './setImage'
import { useWebcam } from './useWebcam'

const NO_PHOTO = ''
const SIDES = [32, 64, 128, 256] as const
const icon = { size: 15, stroke: 1.8, 'aria-hidden': true } as const

export function ImageSource({ node }: { readonly node: string }) {
  const services = useServices()
  const [side, setSide] = useState<number | undefined>()
  const [problem, setProblem] = useState<string | null>(null)
  const [photo, setPhoto] = useState(NO_PHOTO)
  const picture = useRef<ImageBitmap | null>(null)
  // A picture that is still being read takes the size that is chosen meanwhile.
  const wanted = useRef<number | undefined>(undefined)
  const asked = useRef(0)
  const mergeKey = useRef('')
  // The shape may change while this is open.
  useDocument((state) => state.document)
  const slot = slotOf(services, node, side)
  const put = (from: ImageBitmap | HTMLVideoElement, key?: string) => {
    const place = slotOf(services, node, wanted.current)
    if (place?.ok) setImage(services, node, place, pixelsOf(from, place), key)
  }
  const webcam = useWebcam(services, (video) => put(video, mergeKey.current))
  const take = (reading: Promise<ImageBitmap>) => {
    webcam.stop()
    setProblem(null)
    const mine = ++asked.current
    reading.then(
      (read) => {
        // Another one was chosen meanwhile.
        if (mine !== asked.current) return
        picture.current = read
        put(read)
      },
      (thrown: unknown) =>
        setProblem(thrown instanceof ImageProblem ? thrown.message : 'The picture could not be read.'),
    )
  }
  if (!slot) return null
  if (!slot.ok) return <p className="gw-inspector-note">{slot.reason}</p>
  const resize = (to: number) => {
    setSide(to)
    wanted.current = to
    // The same picture at its new size.
    if (picture.current && !webcam.on) put(picture.current)
  }
  const start = () => {
    mergeKey.current = `webcam ${node} ${performance.now()}`
    setPhoto(NO_PHOTO)
    setProblem(null)
    asked.current++
    picture.current = null
    webcam.start()
  }
  const told = problem ?? webcam.problem
  return (
    <div className="gw-image-source">
      <Group gap={8} align="flex-end">
        <NativeSelect
          size="xs"
          label="Image"
          value={photo}
          data={[
            { value: NO_PHOTO, label: 'choose a photograph' },
            ...PHOTOS.map(({ file, label }) => ({ value: file, label })),
          ]}
          onChange={(event) => {
            const chosen = PHOTOS.find(({ file }) => file === event.currentTarget.value)
            setPhoto(chosen?.file ?? NO_PHOTO)
            if (chosen) take(readAddress(photoAddress(chosen)))
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
            if (!file) return
            setPhoto(NO_PHOTO)
            take(readFile(file))
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
