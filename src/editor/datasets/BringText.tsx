/** @file A text of one's own, from a file or pasted, by characters or words. */
import { Button, SegmentedControl, Switch, Textarea } from '@mantine/core'
import { useState } from 'react'
import type { TextChoices } from '../../data'
import { NumberField } from '../fields'
import { useReader } from './BringTable'
import { DropZone } from './DropZone'
import { TroubleNote } from './TroubleNote'
import { useKeep } from './useKeep'

const START: TextChoices = { by: 'characters', lower: true, mostWords: 2000, heldOut: 0.1 }

export function BringText({ onKept }: { readonly onKept: (id: string) => void }) {
  const reader = useReader()
  const { busy, trouble, setTrouble, attempt, keep } = useKeep(onKept)
  const [file, setFile] = useState<File | null>(null)
  const [pasted, setPasted] = useState('')
  const [choices, setChoices] = useState(START)
  const take = async () => {
    const [from, name] = file ? [file, file.name] : [pasted, 'Pasted text']
    const packed = await attempt(() => reader().ask.takeText(from, name, choices))
    if (packed) await keep(packed)
  }
  return (
    <div className="gw-bring">
      <h3>A text of your own</h3>
      <DropZone
        accept=".txt,.md,text/*"
        label="Choose a file…"
        words={file ? `Chosen: ${file.name}` : 'Or drop a text file here. It stays on this computer.'}
        onFiles={([given]) => given && setFile(given.file)}
      />
      {file ? (
        <Button
          size="compact-sm"
          onClick={() => {
            setFile(null)
            setTrouble(null)
          }}
        >
          Put the file away and paste instead
        </Button>
      ) : (
        <Textarea
          label="Or paste it"
          rows={6}
          value={pasted}
          onChange={(event) => setPasted(event.currentTarget.value)}
        />
      )}
      <div className="gw-data-settings">
        <SegmentedControl
          size="xs"
          aria-label="Read it by"
          value={choices.by}
          onChange={(by) => setChoices({ ...choices, by: by as TextChoices['by'] })}
          data={[
            { value: 'characters', label: 'by characters' },
            { value: 'words', label: 'by words' },
          ]}
        />
        <Switch
          size="xs"
          label="Small letters only"
          checked={choices.lower}
          onChange={(event) => setChoices({ ...choices, lower: event.currentTarget.checked })}
        />
        {choices.by === 'words' && (
          <NumberField
            size="xs"
            label="Different words"
            title="The most frequent ones; the others are read as one."
            value={choices.mostWords}
            integer
            min={2}
            max={50_000}
            onCommit={(mostWords) => setChoices({ ...choices, mostWords: mostWords! })}
          />
        )}
        <NumberField
          size="xs"
          label="Held out, %"
          title="At the end of the text"
          value={Math.round(choices.heldOut * 100)}
          min={0}
          max={50}
          onCommit={(percent) => setChoices({ ...choices, heldOut: percent! / 100 })}
        />
      </div>
      <TroubleNote trouble={trouble} />
      <Button variant="value" disabled={busy || (!file && !pasted.trim())} onClick={() => void take()}>
        {busy ? 'Reading…' : 'Keep this text'}
      </Button>
    </div>
  )
}
