/** @file All data sets, found by file name. Adding a data set edits no list. */
import { DataError, type AssetSource, type DataSet, type LoadedData } from './dataSet'

const modules = import.meta.glob<{ default: DataSet }>('./*.dataset.ts', { eager: true })

export const dataSets: ReadonlyMap<string, DataSet> = new Map(
  Object.values(modules)
    .map((module) => module.default)
    .sort((a, b) => a.id.localeCompare(b.id))
    .map((dataSet) => [dataSet.id, dataSet]),
)

const loaded = new WeakMap<AssetSource, Map<string, Promise<LoadedData>>>()

/**
 * Loads a data set once for each source; later calls get the same splits. A failure is not remembered,
 * so that trying again can help.
 * @throws DataError when there is no such data set, or its files cannot be read.
 */
export async function loadDataSet(id: string, source: AssetSource): Promise<LoadedData> {
  const dataSet = dataSets.get(id)
  if (!dataSet)
    throw new DataError(
      'no-dataset',
      `There is no data set "${id}".`,
      `Choose one of: ${[...dataSets.keys()].join(', ')}.`,
    )
  const bySource = loaded.get(source) ?? new Map<string, Promise<LoadedData>>()
  loaded.set(source, bySource)
  let pending = bySource.get(id)
  if (!pending) {
    pending = dataSet.load(source)
    bySource.set(id, pending)
    pending.catch(() => bySource.delete(id))
  }
  return pending
}
