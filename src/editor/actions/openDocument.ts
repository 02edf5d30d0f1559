/** @file Opening a document: from a file, a drop or the gallery. The open graph stays as it was until the new one is sound. */
import { readDocument, type ReadResult } from '../../formats'
import { LIMITS, tooLarge, type GraphDocument } from '../../graph'
import { loadOps, ops } from '../../ops'
import { readSoon } from '../reading'
import type { EditorServices } from '../state/context'
import { dismiss, notify } from '../state/notify'
import { showDialog } from '../state/shellStore'

let latest: AbortController | undefined
const knownOps = async (): Promise<ReadonlySet<string>> => {
  await loadOps()
  return new Set(ops.keys())
}

export async function openFile(services: EditorServices, file: File): Promise<void> {
  // Not even read into memory.
  if (file.size > LIMITS.fileBytes) {
    const { message, hint } = tooLarge(file.size, LIMITS.fileBytes)
    showDialog({ kind: 'refused', file: file.name, message, hint })
    return
  }
  let bytes: Uint8Array
  try {
    bytes = new Uint8Array(await file.arrayBuffer())
  } catch {
    showDialog({
      kind: 'refused',
      file: file.name,
      message: 'The file could not be read from the disk.',
      hint: 'See whether it still exists and may be read, then open it again.',
    })
    return
  }
  const size = bytes.byteLength
  // Whoever opens another file has changed their mind about the first.
  latest?.abort()
  const stop = (latest = new AbortController())
  const slow = setTimeout(() => tellReading(file.name, size, stop), PATIENCE)
  const result = await readSoon(bytes, await knownOps(), stop.signal)
  clearTimeout(slow)
  if (latest === stop) dismiss('reading')
  if (result) openResult(services, file.name, result)
}

/** Milliseconds without a word. */
const PATIENCE = 400

function tellReading(file: string, bytes: number, stop: AbortController): void {
  notify({
    tone: 'info',
    key: 'reading',
    stays: true,
    message: `Reading “${file}” (${(bytes / 1e6).toFixed(1)} MB). The open graph stays as it is until then.`,
    button: { label: 'Stop reading', run: () => stop.abort() },
  })
}

/** Reads and opens a text that the page brought along. */
export async function openText(services: EditorServices, file: string, text: string): Promise<void> {
  openResult(services, file, readDocument(text, { knownOps: await knownOps() }))
}

/** A refusal or unknown ops go to a dialog. */
function openResult(services: EditorServices, file: string, result: ReadResult): void {
  if (!result.ok) {
    showDialog({ kind: 'refused', file, message: result.message, hint: result.hint })
    return
  }
  for (const warning of result.warnings) notify({ tone: 'warning', title: file, message: warning.message })
  if (result.unknownOps.length)
    showDialog({ kind: 'unknown-ops', file, document: result.document, unknown: result.unknownOps })
  else openDocument(services, result.document)
}

/** Opens a sound document. What was open can be brought back from the notice. */
export function openDocument(services: EditorServices, document: GraphDocument): void {
  const before = services.documents.getState().document
  services.documents.open(document)
  services.view.select([])
  services.view.setState({ drawer: null })
  services.view.announce(`Opened ${document.name}.`)
  if (Object.keys(before.nodes).length === 0) return
  notify({
    tone: 'info',
    key: 'opened',
    message: `Opened “${document.name}”.`,
    button: { label: `Back to “${before.name}”`, run: () => openDocument(services, before) },
  })
}
