/** @file One data set: what it is, its fields, settings and licence, examples, and how it feeds the graph. */
import { Button } from '@mantine/core'
import { useState } from 'react'
import { completeSettings, fieldsOf, isOwn, type DataSet, type Settings } from '../../data'
import { shapeText } from '../../tensor'
import { useDocument, useServices } from '../state/context'
import { refreshBrought } from './catalogue'
import { Preview } from './Preview'
import { SettingsFields } from './SettingsFields'
import { UseSet } from './UseSet'

export interface SetDetailsProps {
  readonly set: DataSet
  readonly onDropped: () => void
}

export function SetDetails({ set, onDropped }: SetDetailsProps) {
  const bound = useDocument((state) => state.document.data)
  const { client } = useServices()
  const mine = bound?.dataset === set.id
  const [changed, setChanged] = useState<Settings>(mine ? (bound.settings ?? {}) : {})
  const [asks, setAsks] = useState(false)
  const problem = settingsProblem(set, changed)
  const fields = fieldsOf(set, changed)
  const drop = async () => {
    await client.dropData(set.id)
    await refreshBrought(client)
    onDropped()
  }
  return (
    <article className="gw-data-set" aria-label={set.title}>
      <header>
        <h3>{set.title}</h3>
        {mine && <span className="gw-data-tag">feeds this graph</span>}
        {isOwn(set.id) && !asks && (
          <Button size="compact-xs" className="gw-data-drop" onClick={() => setAsks(true)}>
            Remove from this browser…
          </Button>
        )}
      </header>
      {asks && (
        <div className="gw-data-ask" role="alert">
          <span>
            Remove “{set.title}”? It cannot be undone: the {set.kind === 'images' ? 'pictures have' : 'file has'} to be
            brought again.{mine && ' The open graph is fed by it.'}
          </span>
          <Button size="compact-xs" onClick={() => void drop()}>
            Remove
          </Button>
          <Button size="compact-xs" autoFocus onClick={() => setAsks(false)}>
            Keep it
          </Button>
        </div>
      )}
      <p className="gw-data-summary">{set.summary}</p>
      {set.settings && (
        <SettingsFields
          settings={set.settings}
          values={changed}
          onChange={(name, value) => setChanged({ ...changed, [name]: value })}
        />
      )}
      {problem && <p className="gw-data-problem">{problem}</p>}
      <Preview key={set.id} set={set} settings={changed} />
      <table className="gw-data-fields">
        <caption>Fields of one example</caption>
        <tbody>
          {Object.entries(fields).map(([name, { shape, dtype, doc, classes }]) => (
            <tr key={name}>
              <th>{name}</th>
              <td className="gw-data-shape">{shapeText(shape)}</td>
              <td>{dtype === 'int64' ? `whole, 0 to ${(classes ?? 1) - 1}` : 'numbers'}</td>
              <td>{doc}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <UseSet key={`use ${set.id}`} set={set} settings={changed} />
      <p className="gw-data-licence">
        {set.bytes ? `${sizeText(set.bytes)} · ` : ''}
        {set.licence}
      </p>
    </article>
  )
}

function settingsProblem(set: DataSet, settings: Settings): string | null {
  try {
    completeSettings(set, settings)
    return null
  } catch (thrown) {
    return (thrown as Error).message
  }
}

function sizeText(bytes: number): string {
  if (bytes < 1e6) return `${Math.max(1, Math.round(bytes / 1e3))} kB`
  return `${(bytes / 1e6).toFixed(1)} MB`
}
