/** @file The button that opens a small network for a data set: a document of its own, as an example is opened. */
import { Button } from '@mantine/core'
import { useState } from 'react'
import type { DataSet, Settings } from '../../data'
import { readDocument } from '../../formats'
import type { GraphDocument } from '../../graph'
import { openText } from '../actions/openDocument'
import { examples } from '../gallery/examples'
import { useServices } from '../state/context'
import { closeData } from '../state/dataDialog'
import { showDialog } from '../state/shellStore'
import { starterFor } from './starter'
import { textStarter } from './textStarter'

const WRITING = '40-character-model.json'

export interface StartNetworkProps {
  readonly set: DataSet
  readonly settings: Settings
  /** The graph that is open cannot be fed by the data: this is what to press. */
  readonly first: boolean
}

export function StartNetwork({ set, settings, first }: StartNetworkProps) {
  const services = useServices()
  const [busy, setBusy] = useState(false)
  const start = async () => {
    setBusy(true)
    try {
      const document = await networkFor(set, settings)
      closeData()
      if (document) await openText(services, set.title, JSON.stringify(document))
    } catch {
      showDialog({
        kind: 'refused',
        file: set.title,
        message: 'The network could not be loaded.',
        hint: 'See whether the network connection is there, then try again.',
      })
    } finally {
      setBusy(false)
    }
  }
  return (
    <Button variant={first ? 'value' : 'default'} disabled={busy} onClick={() => void start()}>
      Start a network for it
    </Button>
  )
}

async function networkFor(set: DataSet, settings: Settings): Promise<GraphDocument | null> {
  if (set.kind !== 'text') return starterFor(set, settings)
  const text = await examples.find(({ file }) => file === WRITING)!.load()
  const example = readDocument(text)
  if (!example.ok) throw new Error(example.message)
  return textStarter(example.document, set, settings)
}
