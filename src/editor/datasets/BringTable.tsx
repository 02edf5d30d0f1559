/** @file A table of one's own: a file or pasted rows, what its columns are, and what is to be predicted. */
import { Button, NativeSelect, Switch, Textarea } from '@mantine/core'
import { useEffect, useRef, useState, useTransition } from 'react'
import type { ColumnKind, CsvChoices, Delimiter } from '../../data'
import { ColumnsTable } from './ColumnsTable'
import { DropZone } from './DropZone'
import { LeftOut } from './LeftOut'
import { openReader, type Reader } from './reader'
import type { TableLook } from './reader.worker'
import { START, TableFields } from './TableFields'
import { TroubleNote } from './TroubleNote'
import { useKeep } from './useKeep'

const DELIMITERS = [
  { value: ',', label: 'comma ,' },
  { value: ';', label: 'semicolon ;' },
  { value: '\t', label: 'tab' },
  { value: '|', label: 'bar |' },
  { value: ' ', label: 'space' },
]

interface Source {
  readonly from: File | string
  readonly name: string
  /** As chosen; also where the table could not be read with them. */
  readonly csv: CsvChoices
  /** Null: what the table looks like. */
  readonly decimalComma: boolean | null
}

export function BringTable({ onKept }: { readonly onKept: (id: string) => void }) {
  const reader = useReader()
  const { busy, trouble, setTrouble, attempt, keep } = useKeep(onKept)
  const [source, setSource] = useState<Source | null>(null)
  const [pasted, setPasted] = useState('')
  const [look, setLook] = useState<TableLook | null>(null)
  const [kinds, setKinds] = useState<readonly ColumnKind[]>([])
  const [target, setTarget] = useState<number | null>(null)
  const [rest, setRest] = useState(START)
  const [drawing, draw] = useTransition()
  const asking = useRef(0)

  const lookAt = async (from: File | string, name: string, csv: CsvChoices, decimalComma: boolean | null) => {
    const asked = ++asking.current
    setSource({ from, name, csv, decimalComma })
    const found = await attempt(() => reader().ask.lookAtTable(from, name, csv, decimalComma))
    if (asked !== asking.current) return
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
  const again = (csv: CsvChoices, decimalComma = source?.decimalComma ?? null) =>
    source && void lookAt(source.from, source.name, { ...source.csv, ...csv }, decimalComma)
  /** Back to where a file is chosen or rows are pasted; what was pasted is still there. */
  const putAway = () => {
    asking.current++
    setSource(null)
    setLook(null)
    setTrouble(null)
  }
  const take = async () => {
    const { decimalComma } = look!
    const { targetScaling, ...others } = rest
    // Said only where it does something, so that other tables keep the ids that they have always had.
    const scaled = target !== null && kinds[target] === 'number' && targetScaling !== 'none'
    const choices = { ...others, decimalComma, kinds, target, ...(scaled && { targetScaling }) }
    const packed = await attempt(() => reader().ask.takeTable(choices))
    if (packed) await keep(packed)
  }
  return (
    <div className="gw-bring">
      <h3>A table of your own</h3>
      <DropZone
        accept=".csv,.tsv,.txt,text/csv,text/plain"
        label="Choose a file…"
        words="Or drop a CSV file here. It stays on this computer."
        onFiles={([given]) => given && void lookAt(given.file, given.file.name, {}, null)}
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
          <Button disabled={!pasted.trim() || busy} onClick={() => void lookAt(pasted, 'Pasted table', {}, null)}>
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
            checked={source.decimalComma ?? look?.decimalComma ?? false}
            onChange={(event) => again({}, event.currentTarget.checked)}
          />
        </div>
      )}
      {look && (
        <>
          <p className="gw-data-note" role="status">
            {look.name}: {look.rows.toLocaleString('en')} rows, {look.columns.length.toLocaleString('en')} columns.
          </p>
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
