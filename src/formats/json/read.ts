/** @file Opens a document from JSON. A total function: whatever the bytes, it answers, in words, and soon. */
import {
  LIMITS,
  nodeName,
  parseJson,
  problem,
  tooLarge,
  validateDocument,
  type GraphDocument,
  type Problem,
  type Warning,
} from '../../graph'
import { migrate } from './migrations'

export interface ReadOptions {
  /** When given, ops outside this set are reported; the document opens all the same. */
  readonly knownOps?: ReadonlySet<string>
  /** Refuse larger files; 50 MB by default. */
  readonly maxBytes?: number
}

export interface UnknownOp {
  readonly node: string
  readonly op: string
}

export type ReadResult =
  | {
      readonly ok: true
      readonly document: GraphDocument
      /** What was mended or is odd; the document is sound. */
      readonly warnings: readonly Warning[]
      /** Nodes whose op this Gradwire does not have; they are kept and cannot run. Asking first is the caller's part. */
      readonly unknownOps: readonly UnknownOp[]
    }
  | Problem

/** Reads a document; see {@link ReadResult}. Never throws. */
export function readDocument(
  text: string | Uint8Array,
  { knownOps, maxBytes = LIMITS.fileBytes }: ReadOptions = {},
): ReadResult {
  try {
    return read(text, maxBytes, knownOps)
  } catch (error) {
    // The engine's own limits (a text longer than strings may be, no memory left) are all that can end up here.
    const reason = error instanceof Error ? error.message : String(error)
    return problem('unreadable', `This file could not be read: ${reason.slice(0, 200)}`, 'Choose a smaller file.')
  }
}

function read(text: string | Uint8Array, maxBytes: number, knownOps: ReadonlySet<string> | undefined): ReadResult {
  if (typeof text !== 'string') {
    if (text.byteLength > maxBytes) return tooLarge(text.byteLength, maxBytes)
    try {
      text = new TextDecoder('utf-8', { fatal: true }).decode(text)
    } catch {
      return problem(
        'not-text',
        'This file is not text in UTF-8, so it is no Gradwire document.',
        'Choose a .json file that Gradwire saved.',
      )
    }
  }
  const parsed = parseJson(text, maxBytes)
  if (!parsed.ok) return parsed
  const raw = parsed.value
  if (
    typeof raw !== 'object' ||
    raw === null ||
    Array.isArray(raw) ||
    (raw as Record<string, unknown>).format !== 'gradwire'
  )
    return problem(
      'not-a-document',
      'This file is JSON, but no Gradwire document: it does not say "format": "gradwire".',
      'Choose a file that Gradwire saved.',
    )
  const migrated = migrate(raw as Record<string, unknown>)
  if (!migrated.ok) return migrated
  const checked = validateDocument(migrated.raw)
  if (!checked.ok) return checked
  const { document, warnings } = checked
  const unknownOps = knownOps
    ? Object.entries(document.nodes).flatMap(([node, { op }]) => (knownOps.has(op) ? [] : [{ node, op }]))
    : []
  return { ok: true, document, warnings, unknownOps }
}

/** "z₁ (op attention)", at most five: for the question whether to open a document with unknown ops. */
export function describeUnknownOps(document: GraphDocument, unknown: readonly UnknownOp[]): string {
  const shown = unknown.slice(0, 5).map(({ node, op }) => `${nodeName(document, node)} (op ${op})`)
  const more = unknown.length - shown.length
  return shown.join(', ') + (more > 0 ? ` and ${more} more` : '')
}
