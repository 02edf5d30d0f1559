/** @file The files that were dropped, with those in dropped folders and the paths that they have there. */

export interface GivenFile {
  /** "flowers/roses/1.jpg" */
  readonly path: string
  readonly file: File
}

export async function filesIn(transfer: DataTransfer): Promise<GivenFile[]> {
  // Entries have to be asked for before the event is over.
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry?.() ?? null)
  const loose = [...transfer.files]
  if (entries.every((entry) => !entry)) return loose.map((file) => ({ path: file.name, file }))
  const found = await Promise.all(entries.map((entry) => (entry ? filesBelow(entry) : [])))
  return found.flat()
}

async function filesBelow(entry: FileSystemEntry): Promise<GivenFile[]> {
  const path = entry.fullPath.replace(/^\//, '')
  if (entry.isFile) {
    const file = await new Promise<File>((resolve, reject) => (entry as FileSystemFileEntry).file(resolve, reject))
    return [{ path, file }]
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader()
  const all: GivenFile[] = []
  // A reader hands over some at a time, and none when it is through.
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject))
    if (!some.length) return all
    for (const below of some) all.push(...(await filesBelow(below)))
  }
}
