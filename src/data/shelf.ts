/** @file Where data that somebody brought are found: beside the shipped files of the same source. */
import { DataError, type AssetSource, type DataSet } from './dataSet'
import { isOwn, ownDataSet, packedProblem, type PackedData } from './own/packed'

export interface Shelf {
  /** Null when it is not there (any more). */
  find(id: string): Promise<PackedData | null>
}

const shelves = new WeakMap<AssetSource, Shelf>()

/** From now on, whoever loads from this source finds what is on the shelf too. */
export function connectShelf(source: AssetSource, shelf: Shelf): void {
  shelves.set(source, shelf)
}

/** "own-my-table-csv-3f2a9c01" → "my-table-csv". */
export const nameInId = (id: string): string => id.replace(/^own-/, '').replace(/-[0-9a-f]{8}$/, '')

/** @throws DataError when nothing of this name was brought here, or it is damaged. */
export async function dataOnShelf(id: string, source: AssetSource): Promise<DataSet | null> {
  if (!isOwn(id)) return null
  const packed = (await shelves.get(source)?.find(id)) ?? null
  if (!packed)
    throw new DataError(
      'no-dataset',
      `Your data "${nameInId(id)}" are not kept on this computer, or not in this browser any more.`,
      'Open Data and bring the same file with the same choices again: the graph finds it by itself. Or choose another data set.',
    )
  const problem = packedProblem(packed)
  if (problem)
    throw new DataError(
      'bad-file',
      `Your data "${packed.info.title}" are damaged: ${problem}.`,
      'Bring the file again in Data.',
    )
  return ownDataSet(packed.info, () => Promise.resolve(packed.content))
}
