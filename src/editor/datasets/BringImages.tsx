/** @file Pictures of one's own: files or a folder, one size, labelled by their folders. */
import { Button, NativeSelect, Progress, SegmentedControl } from '@mantine/core'
import { proxy } from 'comlink'
import { useState } from 'react'
import type { ImageChoices } from '../../data'
import { NumberField } from '../fields'
import { DropZone } from './DropZone'
import type { GivenFile } from './filesIn'
import { TroubleNote } from './TroubleNote'
import { forgetDrafts, useDraft } from './useDraft'
import { useReading } from './useReading'

const START: ImageChoices = { side: 28, channels: 1, label: 'folder', heldOut: 0.2, seed: 0 }

const TELL = 'tell'

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
  const { busy, trouble, setTrouble, stop, take } = useReading((id) => {
    forgetDrafts('images')
    onKept(id)
  })
  const [files, setFiles] = useDraft<readonly GivenFile[]>('images files', [])
  const [choices, setChoices] = useDraft('images choices', START)
  const [done, setDone] = useState(0)
  const keep = () => {
    setDone(0)
    void take((ask) =>
      ask.takeImages(
        files,
        nameOf(files),
        choices,
        proxy((many: number) => setDone(many)),
      ),
    )
  }
  return (
    <div className="gw-bring">
      <h3>Pictures of your own</h3>
      <DropZone
        way="bring images"
        accept="image/*"
        many
        label="Choose pictures…"
        words={
          files.length
            ? chosenWords(files)
            : 'Or drop a folder here, in which each folder holds one kind. They stay on this computer.'
        }
        onTrouble={setTrouble}
        onFiles={(given) => {
          stop()
          setTrouble(null)
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
        <NativeSelect
          size="xs"
          label="Files that are no pictures"
          value={choices.unreadable ?? TELL}
          data={[
            { value: TELL, label: 'tell me which' },
            { value: 'drop', label: 'leave them out' },
          ]}
          onChange={(event) => {
            // Said only where it is chosen, so that other pictures keep the ids that they have always had.
            const { unreadable: _, ...others } = choices
            setChoices(event.currentTarget.value === TELL ? others : { ...others, unreadable: 'drop' })
          }}
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
      <div className="gw-data-use-buttons">
        <Button variant="value" disabled={busy || !files.length} onClick={keep}>
          {busy
            ? `Reading ${done.toLocaleString('en')} of ${files.length.toLocaleString('en')}…`
            : 'Keep these pictures'}
        </Button>
        {busy && <Button onClick={stop}>Stop</Button>}
      </div>
    </div>
  )
}
