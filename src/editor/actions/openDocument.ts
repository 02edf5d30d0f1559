/** @file Opening a document: from a file, a drop or the gallery. The open graph stays as it was until the new one is sound. */
import { readDocument } from '../../formats'
import { LIMITS, tooLarge, type GraphDocument } from '../../graph'
import { ops } from '../../ops'
import type { EditorServices } from '../state/context'
import { notify } from '../state/notify'
import { showDialog } from '../state/shellStore'

const knownOps: ReadonlySet<string> = new Set(ops.keys())

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
  openBytes(services, file.name, bytes)
}

/** Reads and opens; a refusal or unknown ops go to a dialog. */
export function openBytes(services: EditorServices, file: string, bytes: Uint8Array | string): void {
  const result = readDocument(bytes, { knownOps })
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
