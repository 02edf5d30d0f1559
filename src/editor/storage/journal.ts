/**
 * @file Autosave. Every edit is one small record, written in the task in which it happened; while a write is under way
 * edits gather and go together. Every 200 edits or 5 seconds the whole document follows as a snapshot. Trouble with the
 * storage never reaches the person's work: it is reported once, and tried again.
 */
import type { GraphDocument } from '../../graph'
import type { DocumentChange } from '../state/documentStore'
import type { JournalRecord, JournalStorage } from './journalStorage'
import { makeSnapshot, replay, type Replayed } from './replay'

export interface JournalOptions {
  /** Which draft; there is one so far. */
  readonly documentId?: string
  /** Called once when autosave begins to fail, with a sentence for the person. */
  readonly onTrouble?: (message: string) => void
  /** Called when it works again. */
  readonly onRecovered?: () => void
  readonly snapshotEvery?: { readonly edits: number; readonly ms: number }
  /** Longest wait before a failed write is tried again. */
  readonly retryMs?: number
  /** Where `pagehide` and `visibilitychange` come from; the page by default. */
  readonly page?: EventTarget | null
}

export interface Journal {
  /**
   * What was stored, or null. What it returns must be opened (or another document, as a change of kind `open`)
   * before edits are recorded.
   */
  load(): Promise<GraphDocument | null>
  record(change: DocumentChange): void
  /** Resolves when all that was recorded is stored, or cannot be for now. Starts writing at once. */
  flush(): Promise<void>
  close(): Promise<void>
}

const KEPT_SNAPSHOTS = 3
/** A snapshot of a huge document takes long to write out; no more than one part in fifty of the time goes there. */
const SNAPSHOT_SHARE = 50
const FIRST_RETRY_MS = 1000

/** Never rejects: a storage that cannot be read is reported, and then left untouched. */
export async function openJournal(storage: JournalStorage, options: JournalOptions = {}): Promise<Journal> {
  const { documentId = 'current' } = options
  try {
    const found = replay(await storage.read(documentId))
    return new StorageJournal(storage, documentId, found, options)
  } catch {
    return new StorageJournal(storage, documentId, null, options)
  }
}

class StorageJournal implements Journal {
  readonly #storage: JournalStorage
  readonly #id: string
  readonly #options: JournalOptions
  readonly #every: { readonly edits: number; readonly ms: number }
  readonly #page: EventTarget | null
  #found: Replayed | null
  /** What is stored could not be read, or is a newer Gradwire's: writing might bury it. */
  readonly #readOnly: boolean
  #latest: GraphDocument | null
  #seq: number
  #queue: JournalRecord[] = []
  /** The next write must be a snapshot: there is none yet, another document was opened, or a write failed. */
  #snapshotDue: boolean
  #editsSinceSnapshot: number
  #notBefore = 0
  #snapshotTimer: ReturnType<typeof setTimeout> | undefined
  #retryTimer: ReturnType<typeof setTimeout> | undefined
  #retryIn = 0
  #running: Promise<void> | null = null
  #closed = false

  constructor(storage: JournalStorage, id: string, found: Replayed | null, options: JournalOptions) {
    this.#storage = storage
    this.#id = id
    this.#options = options
    this.#every = options.snapshotEvery ?? { edits: 200, ms: 5000 }
    this.#found = found
    this.#readOnly = found === null || found.newer
    this.#latest = found?.document ?? null
    this.#seq = found?.seq ?? 0
    this.#snapshotDue = !found?.document || found.trouble !== null
    this.#editsSinceSnapshot = found?.replayed ?? 0
    this.#page = options.page === undefined ? (typeof window === 'undefined' ? null : window) : options.page
    this.#page?.addEventListener('pagehide', this.#onLeave)
    this.#page?.addEventListener('visibilitychange', this.#onLeave)
    if (!found)
      this.#tell(
        'Autosave is off: this browser does not let Gradwire read its storage. Save your work as a file, then reload the page.',
      )
    else if (found.trouble) this.#tell(found.trouble)
  }

  async load(): Promise<GraphDocument | null> {
    const document = this.#found?.document ?? null
    this.#found = null
    return document
  }

  record(change: DocumentChange): void {
    if (this.#closed || this.#readOnly) return
    this.#latest = change.document
    this.#seq++
    this.#editsSinceSnapshot++
    if (change.kind === 'open') this.#snapshotDue = true
    if (change.kind === 'patches' && !this.#snapshotDue) this.#queue.push({ seq: this.#seq, patches: change.patches })
    // A due snapshot holds this edit and all before it.
    else this.#queue = []
    this.#snapshotTimer ??= setTimeout(this.#onSnapshotTimer, this.#every.ms)
    if (!this.#retryTimer) this.#pump()
  }

  async flush(): Promise<void> {
    if (this.#closed) return
    // What waits behind a write under way does not wait any longer: storage keeps the order of calls.
    const extra = this.#running && this.#queue.length && !this.#snapshotDue ? this.#write(() => this.#append()) : null
    this.#pump()
    await extra
    while (this.#running) await this.#running
  }

  async close(): Promise<void> {
    await this.flush()
    this.#closed = true
    clearTimeout(this.#snapshotTimer)
    clearTimeout(this.#retryTimer)
    this.#page?.removeEventListener('pagehide', this.#onLeave)
    this.#page?.removeEventListener('visibilitychange', this.#onLeave)
    this.#storage.close()
  }

  #onLeave = () => void this.flush()

  #onSnapshotTimer = () => {
    this.#snapshotTimer = undefined
    const wait = this.#notBefore - performance.now()
    if (wait > 0) this.#snapshotTimer = setTimeout(this.#onSnapshotTimer, wait)
    else if (this.#editsSinceSnapshot && !this.#retryTimer) {
      this.#snapshotDue = true
      this.#pump()
    }
  }

  /** Starts the next write unless one is under way. Up to the storage's own call, all happens within this task. */
  #pump(): void {
    if (this.#running || this.#readOnly || this.#closed) return
    if (this.#editsSinceSnapshot >= this.#every.edits && performance.now() >= this.#notBefore) this.#snapshotDue = true
    const snapshot = this.#snapshotDue && this.#latest !== null && this.#editsSinceSnapshot > 0
    if (!snapshot && !this.#queue.length) return
    this.#running = this.#write(() => (snapshot ? this.#snapshot(this.#latest!) : this.#append())).then(() => {
      this.#running = null
      if (!this.#retryTimer) this.#pump()
    })
  }

  #append(): Promise<void> {
    const records = this.#queue
    this.#queue = []
    return this.#storage.append(this.#id, records)
  }

  #snapshot(document: GraphDocument): Promise<void> {
    const started = performance.now()
    const snapshot = makeSnapshot(document, this.#seq)
    this.#notBefore = started + (performance.now() - started) * SNAPSHOT_SHARE
    this.#queue = []
    this.#snapshotDue = false
    this.#editsSinceSnapshot = 0
    clearTimeout(this.#snapshotTimer)
    this.#snapshotTimer = undefined
    return this.#storage.writeSnapshot(this.#id, snapshot, KEPT_SNAPSHOTS)
  }

  async #write(start: () => Promise<void>): Promise<void> {
    try {
      await start()
      if (!this.#retryIn || this.#snapshotDue) return
      this.#retryIn = 0
      clearTimeout(this.#retryTimer)
      this.#retryTimer = undefined
      this.#options.onRecovered?.()
    } catch (error) {
      this.#onFailure(error)
    }
  }

  #onFailure(error: unknown): void {
    // Records after a lost one would be worthless: the next write brings the whole document.
    this.#snapshotDue = true
    this.#editsSinceSnapshot = Math.max(1, this.#editsSinceSnapshot)
    this.#queue = []
    if (!this.#retryIn) this.#tell(troubleOf(error))
    this.#retryIn = Math.min(this.#options.retryMs ?? 10_000, this.#retryIn ? this.#retryIn * 2 : FIRST_RETRY_MS)
    if (this.#closed) return
    clearTimeout(this.#retryTimer)
    this.#retryTimer = setTimeout(() => {
      this.#retryTimer = undefined
      this.#pump()
    }, this.#retryIn)
  }

  #tell(message: string): void {
    this.#options.onTrouble?.(message)
  }
}

function troubleOf(error: unknown): string {
  const full = error instanceof Error && error.name === 'QuotaExceededError'
  const why = full ? 'the browser has no room left for this page' : 'the browser refused to store it'
  return `Your latest changes are not autosaved: ${why}. You can go on; Gradwire keeps trying. Save a file to be safe.`
}
