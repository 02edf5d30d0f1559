/** @file From what was stored back to a document: the newest sound snapshot, and the edits after it. */
import { readDocument, writeDocument } from '../../formats'
import { applyPatchesTo, validateDocument, type GraphDocument } from '../../graph'
import { checksum } from './checksum'
import type { Snapshot, Stored } from './journalStorage'

export interface Replayed {
  /** Null when nothing was stored, or nothing sound is left. */
  readonly document: GraphDocument | null
  /** The last edit that storage knows of, in the document or not: counting goes on from there. */
  readonly seq: number
  /** How many edits came from the journal. */
  readonly replayed: number
  /** In words, when not all could be brought back. */
  readonly trouble: string | null
  /** A newer Gradwire wrote this; it must not be written over. */
  readonly newer: boolean
}

export function makeSnapshot(document: GraphDocument, seq: number): Snapshot {
  const text = writeDocument(document)
  return { seq, text, checksum: checksum(text) }
}

/** Never throws: what is damaged is passed over, and said. */
export function replay({ snapshots, records }: Stored): Replayed {
  const seq = [...snapshots, ...records].reduce((most, stored) => Math.max(most, stored.seq), 0)
  let damaged = false
  for (const snapshot of snapshots) {
    if (checksum(snapshot.text) !== snapshot.checksum) {
      damaged = true
      continue
    }
    const read = readDocument(snapshot.text, { maxBytes: Infinity })
    if (!read.ok) {
      if (read.code === 'newer-version') return { document: null, seq, replayed: 0, trouble: read.message, newer: true }
      damaged = true
      continue
    }
    const { document, replayed, complete } = applyRecords(read.document, snapshot.seq, records)
    const trouble =
      complete && !damaged
        ? null
        : 'Part of the autosaved copy was damaged; the newest sound state was opened. Check the graph before you go on.'
    return { document, seq, replayed, trouble, newer: false }
  }
  const trouble = damaged ? 'The autosaved copy is damaged and could not be opened.' : null
  return { document: null, seq, replayed: 0, trouble, newer: false }
}

function applyRecords(start: GraphDocument, seq: number, records: Stored['records']) {
  let document = start
  let replayed = 0
  let complete = true
  for (const record of records) {
    if (record.seq <= seq) continue
    if (record.seq !== seq + replayed + 1) {
      complete = false
      break
    }
    try {
      document = applyPatchesTo(document, record.patches)
    } catch {
      complete = false
      break
    }
    replayed++
  }
  if (!replayed || validateDocument(document).ok) return { document, replayed, complete }
  // The edits fit but do not add up to a sound document: the snapshot alone is known to be one.
  return { document: start, replayed: 0, complete: false }
}
