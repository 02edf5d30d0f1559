/** @file A table of one's own: a file or pasted rows, what its columns are, and what is to be predicted. */
import { Button, NativeSelect, Switch, Textarea } from '@mantine/core'
import { useState, useTransition } from 'react'
import type { ColumnKind, Delimiter } from '../../data'
import { ColumnsTable } from './ColumnsTable'
import { DropZone } from './DropZone'
import { EncodingField, GuessNote } from './EncodingField'
import { LeftOut } from './LeftOut'
import type { TableLook, TableSource } from './reader.worker'
import { START, TableFields } from './TableFields'
import { TroubleNote } from './TroubleNote'
import { forgetDrafts, useDraft } from './useDraft'
import { useReading } from './useReading'

const DELIMITERS = [
  { value: ',', label: 'comma ,' },
  { value: ';', label: 'semicolon ;' },
  { value: '\t', label: 'tab' },
  { value: '|', label: 'bar |' },
  { value: ' ', label: 'space' },
]

interface Source extends TableSource {
  /** Null: what the table looks like. */
  readonly decimalComma: boolean | null
}

/** Changes of how a table is read. */
type Change = Partial<Pick<Source, 'csv' | 'encoding' | 'decimalComma'>>

/** A table that could be read, and how. */
interface Shown {
  readonly source: Source
  readonly look: TableLook
}

let sources = 0

export function BringTable({ onKept }: { readonly onKept: (id: string) => void }) {
  const { busy, trouble, setTrouble, stop, attempt, take } = useReading((id) => {
    forgetDrafts('table')
    onKept(id)
  })
  const [shown, setShown] = useDraft<Shown | null>('table shown', null)
  /** As chosen, also where the table could not be read so. */
  const [source, setSource] = useState(shown?.source ?? null)
  const [pasted, setPasted] = useDraft('table pasted', '')
  const [kinds, setKinds] = useDraft<readonly ColumnKind[]>('table kinds', [])
  const [target, setTarget] = useDraft<number | null>('table target', null)
  const [rest, setRest] = useDraft('table rest', START)
  const [drawing, draw] = useTransition()
  const look = shown?.look ?? null

  const lookAt = async (asked: Omit<Source, 'id'>) => {
    const numbered = { ...asked, id: ++sources }
    setSource(numbered)
    const { decimalComma, ...table } = numbered
    const done = (found: TableLook | null) =>
      // A piece a frame: the fields of many columns would stop the page for as long as they take.
      draw(() => {
        setShown(found && { source: numbered, look: found })
        if (!found) return
        const goal = found.target
        setKinds(found.columns.map(({ kind }, i) => (goal?.column === i ? goal.kind : kind)))
        setTarget(goal?.column ?? null)
        setRest((before) => ({
          ...before,
          missing: found.columns.some(({ kind, missing }) => kind !== 'ignore' && missing > 0) ? 'drop' : 'refuse',
        }))
      })
    await attempt((ask) => ask.lookAtTable(table, decimalComma), { then: done, refused: () => done(null) })
  }
  const begin = (from: File | string, name: string) =>
    void lookAt({ from, name, csv: {}, encoding: null, decimalComma: null })
  const again = (change: Change) => source && void lookAt({ ...source, ...change })
  /** Back to where a file is chosen or rows are pasted; what was pasted is still there. */
  const putAway = () => {
    stop()
    setSource(null)
    setShown(null)
    setTrouble(null)
  }
  const keep = ({ source: { decimalComma: _, ...table }, look: { decimalComma } }: Shown) => {
    const { targetScaling, ...others } = rest
    // Said only where it does something, so that other tables keep the ids that they have always had.
    const scaled = target !== null && kinds[target] === 'number' && targetScaling !== 'none'
    const choices = { ...others, decimalComma, kinds, target, ...(scaled && { targetScaling }) }
    void take((ask) => ask.takeTable(table, choices))
  }
  const decoding = look?.decoding
  return (
    <div className="gw-bring">
      <h3>A table of your own</h3>
      <DropZone
        way="bring table"
        accept=".csv,.tsv,.txt,text/csv,text/plain"
        label="Choose a file…"
        words="Or drop a CSV file here. It stays on this computer."
        onFiles={([given]) => given && begin(given.file, given.file.name)}
        onTrouble={setTrouble}
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
          <Button disabled={!pasted.trim() || busy} onClick={() => begin(pasted, 'Pasted table')}>
            Read the pasted table
          </Button>
        </>
      )}
      <TroubleNote trouble={trouble} />
      {source && (look || trouble) && (
        <Button size="compact-sm" onClick={putAway}>
          {typeof source.from === 'string' ? 'Change what is pasted' : 'Put the file away and paste instead'}
        </Button>
      )}
      {(busy || drawing) && (
        <p className="gw-data-note">
          Reading…{' '}
          {busy && (
            <Button size="compact-xs" onClick={stop}>
              Stop
            </Button>
          )}
        </p>
      )}
      {source && (look || trouble) && (
        <div className="gw-data-settings">
          <NativeSelect
            size="xs"
            label="Cells are parted by"
            data={DELIMITERS}
            value={source.csv.delimiter ?? look?.delimiter ?? ','}
            onChange={(event) => again({ csv: { ...source.csv, delimiter: event.currentTarget.value as Delimiter } })}
          />
          <Switch
            size="xs"
            label="First row names the columns"
            checked={source.csv.header ?? look?.header ?? true}
            onChange={(event) => again({ csv: { ...source.csv, header: event.currentTarget.checked } })}
          />
          <Switch
            size="xs"
            label="Comma in numbers (3,5)"
            checked={source.decimalComma ?? look?.decimalComma ?? false}
            onChange={(event) => again({ decimalComma: event.currentTarget.checked })}
          />
          {typeof source.from !== 'string' && (
            <EncodingField
              value={source.encoding ?? decoding?.encoding ?? 'utf-8'}
              onChange={(encoding) => again({ encoding })}
            />
          )}
        </div>
      )}
      {shown && look && (
        <>
          <p className="gw-data-note" role="status">
            {look.name}: {counted(look.rows, 'row')}, {counted(look.columns.length, 'column')}.
          </p>
          <GuessNote decoding={decoding} />
          <LeftOut look={look} kinds={kinds} />
          <ColumnsTable
            key={`${look.name} ${look.columns.length}`}
            look={look}
            kinds={kinds}
            target={target}
            onKinds={setKinds}
            onTarget={setTarget}
          />
          <TableFields
            rest={rest}
            amount={target !== null && kinds[target] === 'number' ? look.columns[target]!.name : null}
            onRest={setRest}
          />
          <Button variant="value" disabled={busy} onClick={() => keep(shown)}>
            Keep this table
          </Button>
        </>
      )}
    </div>
  )
}

const counted = (many: number, what: string) => `${many.toLocaleString('en')} ${what}${many === 1 ? '' : 's'}`
