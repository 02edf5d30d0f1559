/** @file All data sets, found by file name. Adding a data set edits no list. */
import { DataError, type AssetSource, type DataSet, type LoadedData, type Settings } from './dataSet'
import { completeSettings } from './settings'
import { dataOnShelf } from './shelf'

const modules = import.meta.glob<{ default: DataSet }>('./*.dataset.ts', { eager: true })

export const dataSets: ReadonlyMap<string, DataSet> = new Map(
  Object.values(modules)
    .map((module) => module.default)
    .sort((a, b) => a.id.localeCompare(b.id))
    .map((dataSet) => [dataSet.id, dataSet]),
)

/** Settings are tried one after the other; older ones are made again when they come back. */
const MOST_LOADED = 8

const loaded = new WeakMap<AssetSource, Map<string, Promise<LoadedData>>>()

/** @throws DataError when there is no such data set. */
export async function findDataSet(id: string, source: AssetSource): Promise<DataSet> {
  const dataSet = dataSets.get(id) ?? (await dataOnShelf(id, source))
  if (dataSet) return dataSet
  throw new DataError(
    'no-dataset',
    `There is no data set "${id}".`,
    `Choose one of: ${[...dataSets.keys()].join(', ')}.`,
  )
}

/**
 * Loads a data set once for each source and settings; later calls get the same splits. A failure is not remembered,
 * so that trying again can help.
 * @throws DataError when there is no such data set, a setting cannot be, or files cannot be read.
 */
export async function loadDataSet(id: string, source: AssetSource, given?: Settings): Promise<LoadedData> {
  const dataSet = await findDataSet(id, source)
  const settings = completeSettings(dataSet, given)
  const key = `${id} ${JSON.stringify(settings)}`
  const bySource = loaded.get(source) ?? new Map<string, Promise<LoadedData>>()
  loaded.set(source, bySource)
  let pending = bySource.get(key)
  if (!pending) {
    pending = dataSet.load(source, settings).then((data) => requireExamples(dataSet, data))
    bySource.set(key, pending)
    if (bySource.size > MOST_LOADED) bySource.delete(bySource.keys().next().value!)
    pending.catch(() => bySource.delete(key))
  }
  return pending
}

/** Without an example to train on nothing can be shown, stepped through or judged. */
function requireExamples({ title }: DataSet, data: LoadedData): LoadedData {
  if (data.train.size > 0) return data
  throw new DataError(
    'no-example',
    `"${title}" has no example to train on${data.heldOut.size ? `: all ${data.heldOut.size.toLocaleString('en')} are held out` : ''}.`,
    'Bring it again in Data with a smaller share held out, or with more examples.',
  )
}

/** What was loaded of it is loaded anew when it is asked for again. */
export function forgetData(id: string, source: AssetSource): void {
  const bySource = loaded.get(source)
  for (const key of bySource?.keys() ?? []) if (key.startsWith(`${id} `)) bySource!.delete(key)
}
