/** @file A text of one's own, from a file or pasted, by characters or words. */
import { Button, SegmentedControl, Switch, Textarea } from '@mantine/core'
import type { TextChoices } from '../../data'
import { NumberField } from '../fields'
import { DropZone } from './DropZone'
import { EncodingField, GuessNote } from './EncodingField'
import type { TextLook, TextSource } from './reader.worker'
import { TroubleNote } from './TroubleNote'
import { forgetDrafts, useDraft } from './useDraft'
import { useReading } from './useReading'

const START: TextChoices = { by: 'characters', lower: true, mostWords: 2000, heldOut: 0.1 }

export function BringText({ onKept }: { readonly onKept: (id: string) => void }) {
  const { busy, trouble, setTrouble, stop, attempt, take } = useReading((id) => {
    forgetDrafts('text')
    onKept(id)
  })
  const [file, setFile] = useDraft<TextSource | null>('text file', null)
  /** Null while it is read, and where it could not be. */
  const [look, setLook] = useDraft<TextLook | null>('text look', null)
  const [pasted, setPasted] = useDraft('text pasted', '')
  const [choices, setChoices] = useDraft('text choices', START)
  const lookAt = (source: TextSource) => {
    setFile(source)
    setLook(null)
    void attempt((ask) => ask.lookAtText(source), { then: setLook })
  }
  const keep = () =>
    void take((ask) => ask.takeText(file ?? { from: pasted, name: 'Pasted text', encoding: null }, choices))
  return (
    <div className="gw-bring">
      <h3>A text of your own</h3>
      <DropZone
        way="bring text"
        accept=".txt,.md,text/*"
        label="Choose a file…"
        words={file ? `Chosen: ${file.name}` : 'Or drop a text file here. It stays on this computer.'}
        onFiles={([given]) => given && lookAt({ from: given.file, name: given.file.name, encoding: null })}
        onTrouble={setTrouble}
      />
      {file ? (
        <>
          <Button
            size="compact-sm"
            onClick={() => {
              stop()
              setFile(null)
              setLook(null)
              setTrouble(null)
            }}
          >
            Put the file away and paste instead
          </Button>
          {look && (
            <pre className="gw-bring-text" aria-label="How it begins" dir="auto" tabIndex={0}>
              {look.first}
            </pre>
          )}
          <GuessNote decoding={look?.decoding} />
        </>
      ) : (
        <Textarea
          label="Or paste it"
          rows={6}
          value={pasted}
          onChange={(event) => setPasted(event.currentTarget.value)}
        />
      )}
      <div className="gw-data-settings">
        {file && (
          <EncodingField
            value={file.encoding ?? look?.decoding.encoding ?? 'utf-8'}
            onChange={(encoding) => lookAt({ ...file, encoding })}
          />
        )}
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
      <Button variant="value" disabled={busy || (!file && !pasted.trim())} onClick={keep}>
        {busy ? 'Reading…' : 'Keep this text'}
      </Button>
    </div>
  )
}
