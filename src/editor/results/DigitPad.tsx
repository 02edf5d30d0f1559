/** @file A pad to draw on: the network says what it sees while one draws. */
import { Button, NativeSelect, Progress } from '@mantine/core'
import { useEffect, useId, useRef, useState, type PointerEvent } from 'react'
import type { Classified, DataAnswer } from '../../runtime/protocol'
import { useRun, useServices } from '../state/context'
import { notify } from '../state/notify'
import { digitFrom } from './digit'
import { ImageTile } from '../datasets'
import { percent } from './words'

/** Canvas and CSS pixels. */
const SIZE = 168
/** As thick as a digit's line is in MNIST: about a tenth of its height. */
const LINE = 14
const INK: [number, number] = [0, 1]

export function DigitPad({ side }: { readonly side: number }) {
  const { client, view } = useServices()
  const pad = useRef<HTMLCanvasElement>(null)
  const last = useRef<{ readonly x: number; readonly y: number } | null>(null)
  const [image, setImage] = useState<Float32Array<ArrayBuffer> | null>(null)
  const [said, setSaid] = useState<DataAnswer<Classified> | null>(null)
  /** null: what the network says. */
  const [meant, setMeant] = useState<number | null>(null)
  // While the network trains, what it says to the same drawing changes.
  const revision = useRun((summary) => summary.revision)
  useEffect(() => {
    if (!image) return
    let gone = false
    client.classify(image).then(
      (answer) => !gone && setSaid(answer),
      (reason: unknown) => !gone && setSaid({ ok: false, problem: { message: String(reason), hint: '' } }),
    )
    return () => {
      gone = true
    }
  }, [client, image, revision])

  const at = (event: PointerEvent<HTMLCanvasElement>) => {
    const box = event.currentTarget.getBoundingClientRect()
    return { x: ((event.clientX - box.left) * SIZE) / box.width, y: ((event.clientY - box.top) * SIZE) / box.height }
  }
  const draw = (event: PointerEvent<HTMLCanvasElement>) => {
    const context = pad.current?.getContext('2d', { willReadFrequently: true })
    const from = last.current
    if (!context || !from) return
    const to = at(event)
    context.strokeStyle = context.fillStyle = '#000'
    context.lineWidth = LINE
    context.lineCap = context.lineJoin = 'round'
    context.beginPath()
    context.moveTo(from.x, from.y)
    context.lineTo(to.x, to.y)
    context.stroke()
    last.current = to
    const { data } = context.getImageData(0, 0, SIZE, SIZE)
    const ink = Float32Array.from({ length: SIZE * SIZE }, (_, i) => data[4 * i + 3]! / 255)
    setImage(digitFrom(ink, SIZE, side))
  }
  const clear = () => {
    pad.current?.getContext('2d')?.clearRect(0, 0, SIZE, SIZE)
    setImage(null)
    setSaid(null)
    setMeant(null)
  }
  const stepThrough = async (label: number, name: string) => {
    if (!image) return
    const answer = await client.showDrawing(image, label)
    if (!answer.ok) return notify({ tone: 'error', key: 'stepped', ...answer.problem })
    view.setState({ bottomTab: 'timeline' })
    notify({
      tone: 'info',
      key: 'stepped',
      message: `Your drawing is in the graph, meant to be ${name}: step through it.`,
    })
  }
  return (
    <div className="gw-results-part gw-pad">
      <h3>
        Draw one <small>the network says what it sees</small>
      </h3>
      <div className="gw-pad-row">
        <div>
          <canvas
            ref={pad}
            width={SIZE}
            height={SIZE}
            role="img"
            aria-label="A pad to draw a digit on, with mouse, pen or finger"
            onPointerDown={(event) => {
              event.currentTarget.setPointerCapture(event.pointerId)
              last.current = at(event)
              draw(event)
            }}
            onPointerMove={draw}
            onPointerUp={() => (last.current = null)}
            onPointerCancel={() => (last.current = null)}
          />
          <div className="gw-pad-foot">
            <Button size="compact-xs" disabled={!image} onClick={clear}>
              Clear
            </Button>
            {image && (
              <>
                <span>sent as</span>
                <ImageTile
                  data={image}
                  shape={[1, side, side]}
                  range={INK}
                  ink
                  size={28}
                  label="The drawing as it is sent"
                />
              </>
            )}
          </div>
        </div>
        <Said said={said} />
      </div>
      {image && said?.ok && <Meant said={said} meant={meant} onMeant={setMeant} onStep={stepThrough} />}
    </div>
  )
}

interface MeantProps {
  readonly said: Classified
  readonly meant: number | null
  readonly onMeant: (label: number | null) => void
  readonly onStep: (label: number, name: string) => Promise<void>
}

const AS_SAID = 'said'

/** The loss compares the answer with a class: the one that was meant. */
function Meant({ said, meant, onMeant, onStep }: MeantProps) {
  const name = (label: number) => said.names?.[label] ?? String(label)
  const best = bestOf(said)
  const label = meant ?? best
  const id = useId()
  return (
    <div className="gw-pad-meant">
      <label htmlFor={id}>Meant to be</label>
      <NativeSelect
        id={id}
        size="xs"
        value={meant ?? AS_SAID}
        data={[
          { value: AS_SAID, label: `${name(best)} (its guess)` },
          ...said.sure.map((_, i) => ({ value: String(i), label: name(i) })),
        ]}
        onChange={(event) => onMeant(event.currentTarget.value === AS_SAID ? null : Number(event.currentTarget.value))}
      />
      <Button size="compact-sm" onClick={() => void onStep(label, name(label))}>
        Step through this drawing
      </Button>
    </div>
  )
}

const bestOf = ({ sure }: Classified) => sure.indexOf(Math.max(...sure))

const MOST = 10

function Said({ said }: { readonly said: DataAnswer<Classified> | null }) {
  if (!said) return <p className="gw-results-note gw-pad-said">Draw here; the bars show how sure the network is.</p>
  if (!said.ok)
    return (
      <p className="gw-results-note gw-pad-said">
        {said.problem.message} {said.problem.hint}
      </p>
    )
  const { sure, names } = said
  const best = bestOf(said)
  return (
    <ol className="gw-pad-said" aria-label={`The network says ${names?.[best] ?? best}`}>
      {sure.slice(0, MOST).map((p, i) => (
        <li key={i} data-best={i === best || undefined}>
          <span>{names?.[i] ?? i}</span>
          <Progress
            size={10}
            value={100 * p}
            color="var(--gw-value)"
            aria-label={`${names?.[i] ?? i}: ${percent(p)}`}
          />
          <span>{percent(p)}</span>
        </li>
      ))}
    </ol>
  )
}
