/** @file Pictures of one's own: files or a folder, one size, labelled by their folders. */
import { Button, NativeSelect, Progress, SegmentedControl } from '@mantine/core'
import { proxy } from 'comlink'
import { useState } from 'react'
import type { ImageChoices } from '../../data'
import { NumberField } from '../fields'
import { useReader } from './BringTable'
import { DropZone } from './DropZone'
import type { GivenFile } from './filesIn'
import { TroubleNote } from './TroubleNote'
import { useKeep } from './useKeep'

const START: ImageChoices = { side: 28, channels: 1, label: 'folder', heldOut: 0.2, seed: 0 }

/** The folder that they came from, else how many there are. */
function nameOf(files: readonly GivenFile[]): string {
  const [top] = files[0]!.path.split('/')
  return files[0]!.path.includes('/') ? top! : files.length === 1 ? files[0]!.path : `${files.length} pictures`
}

function chosenWords(files: readonly GivenFile[]): string {
  const many = files.length === 1 ? '1 file' : `${files.length.toLocaleString('en')} files`
  return files[0]!.path.includes('/')
    ? `Chosen: ${many} from ${nameOf(files)}`
    : `Chosen: ${many} without folders, so without labels. With “Choose a folder…”, each folder in it is a label.`
}

export function BringImages({ onKept }: { readonly onKept: (id: string) => void }) {
  const reader = useReader()
  const { busy, trouble, attempt, keep } = useKeep(onKept)
  const [files, setFiles] = useState<readonly GivenFile[]>([])
  const [choices, setChoices] = useState(START)
  const [done, setDone] = useState(0)
  const take = async () => {
    setDone(0)
    const packed = await attempt(() =>
      reader().ask.takeImages(
        files,
        nameOf(files),
        choices,
        proxy((many: number) => setDone(many)),
      ),
    )
    if (packed) await keep(packed)
  }
  return (
    <div className="gw-bring">
      <h3>Pictures of your own</h3>
      <DropZone
        accept="image/*"
        many
        label="Choose pictures…"
        words={
          files.length
            ? chosenWords(files)
            : 'Or drop a folder here, in which each folder holds one kind. They stay on this computer.'
        }
        onFiles={(given) => {
          setFiles(given)
          // Without folders there is nothing to name a picture by.
          setChoices((before) => ({
            ...before,
            label: given.some(({ path }) => path.includes('/')) ? 'folder' : 'none',
          }))
        }}
      />
      <div className="gw-data-settings">
        <NumberField
          size="xs"
          label="Size, pixels"
          title="The middle square of each picture is made so large."
          value={choices.side}
          integer
          min={4}
          max={512}
          onCommit={(side) => setChoices({ ...choices, side: side! })}
        />
        <SegmentedControl
          size="xs"
          aria-label="Colours"
          value={String(choices.channels)}
          onChange={(channels) => setChoices({ ...choices, channels: channels === '3' ? 3 : 1 })}
          data={[
            { value: '1', label: 'grey' },
            { value: '3', label: 'colour' },
          ]}
        />
        <NativeSelect
          size="xs"
          label="Labels"
          value={choices.label}
          data={[
            { value: 'folder', label: 'the folder of each' },
            { value: 'none', label: 'No labels' },
          ]}
          onChange={(event) => setChoices({ ...choices, label: event.currentTarget.value as ImageChoices['label'] })}
        />
        <NumberField
          size="xs"
          label="Held out, %"
          value={Math.round(choices.heldOut * 100)}
          min={0}
          max={90}
          onCommit={(percent) => setChoices({ ...choices, heldOut: percent! / 100 })}
        />
        <NumberField
          size="xs"
          label="Seed"
          title="Decides which pictures are held out"
          value={choices.seed}
          integer
          min={0}
          max={0xffffffff}
          onCommit={(seed) => setChoices({ ...choices, seed: seed! })}
        />
      </div>
      {busy && <Progress size="sm" value={(100 * done) / Math.max(1, files.length)} aria-label="Pictures read" />}
      <TroubleNote trouble={trouble} />
      <Button variant="value" disabled={busy || !files.length} onClick={() => void take()}>
        {busy ? `Reading ${done} of ${files.length}…` : 'Keep these pictures'}
      </Button>
    </div>
  )
}
