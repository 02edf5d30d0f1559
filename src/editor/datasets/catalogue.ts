/** @file All data sets that can be used here: the shipped ones, and what was brought. */
import { useEffect } from 'react'
import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import { dataSets, ownDataSet, type DataSet, type OwnInfo } from '../../data'
import type { EngineClient } from '../../runtime/protocol'
import { useServices } from '../state/context'

/** null: not asked yet. */
export const brought = createStore<{ readonly infos: readonly OwnInfo[] | null }>(() => ({ infos: null }))

export async function refreshBrought(client: EngineClient): Promise<void> {
  brought.setState({ infos: await client.ownData() })
}

/** Own data as a data set; its numbers are with the engine, so that here it cannot be loaded. */
export const setOf = (info: OwnInfo): DataSet =>
  ownDataSet(info, () => Promise.reject(new Error('Own data are loaded in the engine.')))

export interface Catalogue {
  readonly own: readonly DataSet[]
  readonly shipped: readonly DataSet[]
}

const shipped = [...dataSets.values()].sort((a, b) => rank(a) - rank(b) || a.title.localeCompare(b.title))

function rank({ kind }: DataSet): number {
  return ['images', 'points', 'curve', 'table', 'text'].indexOf(kind)
}

export function useCatalogue(): Catalogue {
  const { client } = useServices()
  const infos = useStore(brought, (state) => state.infos)
  useEffect(() => {
    if (brought.getState().infos === null) refreshBrought(client).catch(() => brought.setState({ infos: [] }))
  }, [client])
  return { own: (infos ?? []).map(setOf), shipped }
}

export function findSet({ own, shipped: others }: Catalogue, id: string): DataSet | undefined {
  return own.find((set) => set.id === id) ?? others.find((set) => set.id === id)
}
