/** @file A table of one's own: a file or pasted rows, what its columns are, and what is to be predicted. */
import { Button, NativeSelect, Switch, Textarea } from '@mantine/core'
import { useEffect, useRef, useState, useTransition } from 'react'
import type { ColumnKind, CsvChoices, Delimiter, TableChoices } from '../../data'
import { NumberField } from '../fields'
import { ColumnsTable } from './ColumnsTable'
import { DropZone } from './DropZone'
import { openReader, type Reader } from './reader'
import type { TableLook } from './reader.worker'
import { TroubleNote } from './TroubleNote'
import { useKeep } from './useKeep'

const DELIMITERS = [
  { value: ',', label: 'comma ,' },
  { value: ';', label: 'semicolon ;' },
  { value: '\t', label: 'tab' },
  { value: '|', label: 'bar |' },
  { value: ' ', label: 'space' },
]

type Rest = Omit<TableChoices, 'kinds' | 'target' | 'decimalComma'>
const START: Rest = { missing: 'refuse', heldOut: 0.2, seed: 0, scaling: 'standard' }

interface Source {
  readonly from: File | string
  readonly name: string
  /** As chosen; also where the table could not be read with them. */
  readonly csv: CsvChoices
  readonly decimalComma: boolean
}

export function BringTable({ onKept }: { readonly onKept: (id: string) => void }) {
  const reader = useReader()
  const { busy, trouble, attempt, keep } = useKeep(onKept)
  const [source, setSource] = useState<Source | null>(null)
  const [pasted, setPasted] = useState('')
  const [look, setLook] = useState<TableLook | null>(null)
  const [kinds, setKinds] = useState<readonly ColumnKind[]>([])
  const [target, setTarget] = useState<number | null>(null)
  const [rest, setRest] = useState(START)
  const [drawing, draw] = useTransition()

  const lookAt = async (from: File | string, name: string, csv: CsvChoices, decimalComma: boolean) => {
    setSource({ from, name, csv, decimalComma })
    const found = await attempt(() => reader().ask.lookAtTable(from, name, csv, decimalComma))
    // A piece a frame: the fields of many columns would stop the page for as long as they take.
    draw(() => {
      setLook(found)
      if (!found) return
      const goal = found.target
      setKinds(found.columns.map(({ kind }, i) => (goal?.column === i ? goal.kind : kind)))
      setTarget(goal?.column ?? null)
      setRest((before) => ({
        ...before,
        missing: found.columns.some(({ kind, missing }) => kind !== 'ignore' && missing > 0) ? 'drop' : 'refuse',
      }))
    })
  }
  const again = (csv: CsvChoices, decimalComma = source?.decimalComma ?? false) =>
    source && void lookAt(source.from, source.name, { ...source.csv, ...csv }, decimalComma)
  const take = async () => {
    const { decimalComma } = source!
    const packed = await attempt(() => reader().ask.takeTable({ ...rest, decimalComma, kinds, target }))
    if (packed) await keep(packed)
  }
  return (
    <div className="gw-bring">
      <h3>A table of your own</h3>
      <DropZone
        accept=".csv,.tsv,.txt,text/csv,text/plain"
        label="Choose a file…"
        words="Or drop a CSV file here. It stays on this computer."
        onFiles={([given]) => given && void lookAt(given.file, given.file.name, {}, false)}
      />
      {!look && (
        <>
          <Textarea
            label="Or paste a small table"
            description="One row a line, cells parted by commas, semicolons or tabs, as copied from a spreadsheet."
            rows={4}
            spellCheck={false}
            value={pasted}
            onChange={(event) => setPasted(event.currentTarget.value)}
          />
          <Button disabled={!pasted.trim() || busy} onClick={() => void lookAt(pasted, 'Pasted table', {}, false)}>
            Read the pasted table
          </Button>
        </>
      )}
      <TroubleNote trouble={trouble} />
      {(busy || drawing) && <p className="gw-data-note">Reading…</p>}
      {source && (look || trouble) && (
        <div className="gw-data-settings">
          <NativeSelect
            size="xs"
            label="Cells are parted by"
            data={DELIMITERS}
            value={source.csv.delimiter ?? look?.delimiter ?? ','}
            onChange={(event) => again({ delimiter: event.currentTarget.value as Delimiter })}
          />
          <Switch
            size="xs"
            label="First row names the columns"
            checked={source.csv.header ?? look?.header ?? true}
            onChange={(event) => again({ header: event.currentTarget.checked })}
          />
          <Switch
            size="xs"
            label="Comma in numbers (3,5)"
            checked={source.decimalComma}
            onChange={(event) => again({}, event.currentTarget.checked)}
          />
        </div>
      )}
      {look && (
        <>
          <p className="gw-data-note" role="status">
            {look.name}: {look.rows.toLocaleString('en')} rows, {look.columns.length} columns.
          </p>
          <ColumnsTable look={look} kinds={kinds} target={target} onKinds={setKinds} onTarget={setTarget} />
          <div className="gw-data-settings">
            <NativeSelect
              size="xs"
              label="Numbers are"
              data={[
                { value: 'standard', label: 'standardised (mean 0)' },
                { value: 'range', label: 'scaled to 0 … 1' },
                { value: 'none', label: 'left as they are' },
              ]}
              value={rest.scaling}
              onChange={(event) => setRest({ ...rest, scaling: event.currentTarget.value as Rest['scaling'] })}
            />
            <NativeSelect
              size="xs"
              label="Rows with an empty cell"
              data={[
                { value: 'refuse', label: 'tell me where' },
                { value: 'drop', label: 'leave such rows out' },
              ]}
              value={rest.missing}
              onChange={(event) => setRest({ ...rest, missing: event.currentTarget.value as Rest['missing'] })}
            />
            <NumberField
              size="xs"
              label="Held out, %"
              value={Math.round(rest.heldOut * 100)}
              min={0}
              max={90}
              onCommit={(percent) => setRest({ ...rest, heldOut: percent! / 100 })}
            />
            <NumberField
              size="xs"
              label="Seed"
              title="Decides which rows are held out"
              value={rest.seed}
              integer
              min={0}
              max={0xffffffff}
              onCommit={(seed) => setRest({ ...rest, seed: seed! })}
            />
          </div>
          <Button variant="value" disabled={busy} onClick={() => void take()}>
            Keep this table
          </Button>
        </>
      )}
    </div>
  )
}

/** Opened when it is first needed, ended with the form. */
export function useReader(): () => Reader {
  const held = useRef<Reader | null>(null)
  useEffect(
    () => () => {
      held.current?.end()
      held.current = null
    },
    [],
  )
  return () => (held.current ??= openReader())
}
