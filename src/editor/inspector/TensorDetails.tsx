/** @file One tensor in full. */
import { Button, Group } from '@mantine/core'
import { useState } from 'react'
import type { TensorView } from '../../runtime/protocol'
import { numel, shapeText, type TensorData } from '../../tensor'
import { useServices } from '../state/context'
import { TensorPicture } from '../thumbnails'
import { HistogramView } from './HistogramView'
import { useWholeTensor } from './hooks'
import { NumbersTable } from './NumbersTable'
import { statisticsRows } from './statisticsRows'
import type { TensorChoice } from './tensorChoices'
import { tensorJson } from './tensorJson'

export function TensorDetails({ choice, view }: { readonly choice: TensorChoice; readonly view: TensorView }) {
  const [wanted, setWanted] = useState(false)
  const whole = useWholeTensor(choice.kind, choice.key, view, wanted)
  const data = whole.state === 'ready' ? whole.data : null
  const size = numel(view.shape)
  const part =
    data === null
      ? `first ${view.head.length.toLocaleString('en')} of ${size.toLocaleString('en')} elements`
      : `${size.toLocaleString('en')} elements`
  return (
    <>
      <dl className="gw-rows">
        {statisticsRows(view).map((row) => (
          <div key={row.name}>
            <dt>{row.name}</dt>
            <dd data-bad={row.bad || undefined}>{row.value}</dd>
          </div>
        ))}
      </dl>
      {size > 1 && (
        <>
          <div className="gw-tensor-picture">
            <TensorPicture
              view={view}
              tone={choice.tone}
              width={264}
              height={pictureHeight(view)}
              label={`Picture of ${choice.label}, ${shapeText(view.shape)}`}
            />
          </div>
          <HistogramView data={data ?? view.head} tone={choice.tone} caption={part} />
        </>
      )}
      {size === 1 ? null : data ? (
        <NumbersTable data={data} shape={view.shape} label={choice.label} tone={choice.tone} />
      ) : whole.state === 'failed' ? (
        <p className="gw-inspector-note" role="alert">
          {whole.message}
        </p>
      ) : (
        <Button loading={wanted} onClick={() => setWanted(true)}>
          Show all {size.toLocaleString('en')} numbers
        </Button>
      )}
      <CopyButton choice={choice} view={view} data={data} />
    </>
  )
}

/** Tall enough to tell rows apart, within what a side panel can spare. */
function pictureHeight({ shape }: TensorView): number {
  const rows = shape.length >= 3 ? shape.at(-2)! * 3 : shape.length === 2 ? shape[0]! : 1
  return Math.max(56, Math.min(200, rows * 14))
}

function CopyButton({
  choice,
  view,
  data,
}: {
  readonly choice: TensorChoice
  readonly view: TensorView
  readonly data: TensorData | null
}) {
  const { client } = useServices()
  const [said, setSaid] = useState('')
  const copy = async () => {
    try {
      const content = data
        ? { dtype: view.dtype, shape: view.shape, data }
        : await client.tensor(choice.kind, choice.key)
      if (!content) throw new Error('this tensor is not there any more; run the graph again')
      await navigator.clipboard.writeText(tensorJson(content))
      setSaid(`Copied ${content.data.length.toLocaleString('en')} numbers.`)
    } catch (problem) {
      setSaid(
        `Nothing was copied: ${problem instanceof Error ? problem.message : String(problem)}. Allow this page to use the clipboard, and try again.`,
      )
    }
  }
  return (
    <Group gap={8} mt={8}>
      <Button onClick={() => void copy()}>Copy as JSON</Button>
      <span role="status" className="gw-inspector-note">
        {said}
      </span>
    </Group>
  )
}
