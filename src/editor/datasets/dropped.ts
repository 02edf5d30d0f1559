/** @file Data that were dropped on the window, where graphs are dropped: they go to the form that reads them. */
import { openData } from '../state/dataDialog'
import { filesIn, type GivenFile } from './filesIn'

export type Way = 'bring table' | 'bring text' | 'bring images'

const ENDINGS: readonly (readonly [RegExp, Way])[] = [
  [/\.(csv|tsv)$/i, 'bring table'],
  [/\.(txt|md)$/i, 'bring text'],
  [/\.(png|jpe?g|webp|gif|bmp|avif)$/i, 'bring images'],
]

/** Who brings what is dropped; null where it may be a graph. Has to be asked before the event is over. */
export function wayOf(transfer: DataTransfer): Way | null {
  const [item] = transfer.items
  // A folder can only be one of pictures.
  if (item?.webkitGetAsEntry?.()?.isDirectory) return 'bring images'
  const [file] = transfer.files
  return ENDINGS.find(([ending]) => ending.test(file?.name ?? ''))?.[1] ?? null
}

let waiting: { readonly way: Way; readonly files: Promise<readonly GivenFile[]> } | null = null

/** Opens the form; it asks for the files. */
export function bringDropped(way: Way, transfer: DataTransfer): void {
  waiting = { way, files: filesIn(transfer) }
  openData(way)
}

/** What waits for this form, once; null: nothing. */
export function takeDropped(way: Way): Promise<readonly GivenFile[]> | null {
  if (waiting?.way !== way) return null
  const { files } = waiting
  waiting = null
  return files
}
