/** @file The dialog "Data": what there is, what it looks like, and bringing one's own. Loaded when it is first opened. */
import { Button, Modal, NativeSelect, UnstyledButton } from '@mantine/core'
import { IconFileText, IconPhoto, IconTable } from '@tabler/icons-react'
import { startTransition, useState, type ComponentType } from 'react'
import { useStore } from 'zustand'
import type { DataSet } from '../../data'
import { useDocument } from '../state/context'
import { closeData, dataDialog } from '../state/dataDialog'
import { BringImages } from './BringImages'
import { BringTable } from './BringTable'
import { BringText } from './BringText'
import { findSet, useCatalogue, type Catalogue } from './catalogue'
import './datasets.css'
import { SetDetails } from './SetDetails'

const WAYS: Readonly<
  Record<
    string,
    { label: string; Icon: ComponentType<{ size?: number }>; Body: ComponentType<{ onKept: (id: string) => void }> }
  >
> = {
  'bring table': { label: 'Table (CSV)', Icon: IconTable, Body: BringTable },
  'bring text': { label: 'Text', Icon: IconFileText, Body: BringText },
  'bring images': { label: 'Images', Icon: IconPhoto, Body: BringImages },
}

export default function DataDialog() {
  const catalogue = useCatalogue()
  const asked = useStore(dataDialog, (state) => state.shown)
  const bound = useDocument((state) => state.document.data?.dataset)
  const [picked, setPicked] = useState<string | null>(asked)
  const pick = (id: string) => startTransition(() => setPicked(id))
  const shown = picked ?? bound ?? catalogue.shipped[0]!.id
  const way = WAYS[shown]
  const set = findSet(catalogue, shown)
  return (
    <Modal opened onClose={closeData} title="Data" size={980} className="gw-data-dialog">
      <div className="gw-data">
        <Choice {...{ catalogue, shown, bound }} onPick={pick} />
        <section className="gw-data-shown">
          {way ? (
            <way.Body key={shown} onKept={pick} />
          ) : set ? (
            <SetDetails key={set.id} set={set} onDropped={() => pick(catalogue.shipped[0]!.id)} />
          ) : (
            <Missing id={shown} />
          )}
        </section>
      </div>
    </Modal>
  )
}

interface ChoiceProps {
  readonly catalogue: Catalogue
  readonly shown: string
  readonly bound: string | undefined
  readonly onPick: (id: string) => void
}

function Choice({ catalogue, shown, bound, onPick }: ChoiceProps) {
  const groups: (readonly [string, readonly DataSet[]])[] = [
    ...(catalogue.own.length ? [['Yours', catalogue.own] as const] : []),
    ['Shipped', catalogue.shipped],
  ]
  return (
    <nav className="gw-data-list" aria-label="Data sets">
      <h4>Bring your own</h4>
      <div className="gw-data-ways">
        {Object.entries(WAYS).map(([id, { label, Icon }]) => (
          <Button
            key={id}
            leftSection={<Icon size={15} />}
            justify="start"
            data-chosen={id === shown || undefined}
            onClick={() => onPick(id)}
          >
            {label}
          </Button>
        ))}
      </div>
      <NativeSelect
        className="gw-data-narrow"
        label="Data set"
        value={WAYS[shown] ? '' : shown}
        onChange={(event) => event.currentTarget.value && onPick(event.currentTarget.value)}
        data={[
          ...(WAYS[shown] ? [{ value: '', label: 'Choose a data set' }] : []),
          ...groups.map(([group, sets]) => ({
            group,
            items: sets.map(({ id, title }) => ({ value: id, label: title })),
          })),
        ]}
      />
      <div className="gw-data-wide">
        {groups.map(([group, sets]) => (
          <div key={group}>
            <h4>{group}</h4>
            <ul>
              {sets.map(({ id, title }) => (
                <li key={id}>
                  <UnstyledButton
                    className="gw-data-entry"
                    aria-current={id === shown || undefined}
                    onClick={() => onPick(id)}
                  >
                    <span>{title}</span>
                    {id === bound && <span className="gw-data-tag">in use</span>}
                  </UnstyledButton>
                </li>
              ))}
            </ul>
          </div>
        ))}
      </div>
    </nav>
  )
}

function Missing({ id }: { readonly id: string }) {
  return (
    <p className="gw-data-problem" role="alert">
      The graph is fed by “{id}”, which is not kept in this browser. If it was yours, bring the same file with the same
      choices again; or choose another data set from the list.
    </p>
  )
}
