/** @file What the journal needs of a place to keep things. Injected, so that tests can make it fail. */
import type { Patch } from 'immer'

/** The whole document at one moment. */
export interface Snapshot {
  /** The last edit that is in it; edits are counted from 1. */
  readonly seq: number
  /** Canonical JSON of the document. */
  readonly text: string
  /** Of `text`: a snapshot that was half written or went bad on the disk is passed over. */
  readonly checksum: string
}

/** One edit. */
export interface JournalRecord {
  readonly seq: number
  readonly patches: readonly Patch[]
}

export interface Stored {
  /** Newest first. */
  readonly snapshots: readonly Snapshot[]
  /** Oldest first. */
  readonly records: readonly JournalRecord[]
}

/** Every method may reject; none may lose what an earlier one has confirmed. Writes take effect in the order of the calls. */
export interface JournalStorage {
  read(document: string): Promise<Stored>
  /** Adds records, all or none. Starts at once, within the call: the page may be about to go away. */
  append(document: string, records: readonly JournalRecord[]): Promise<void>
  /**
   * In one step: adds a snapshot, keeps only the newest `keep`, and forgets the records that the oldest
   * of those already holds. Confirmed only when it is on the disk.
   */
  writeSnapshot(document: string, snapshot: Snapshot, keep: number): Promise<void>
  close(): void
}
