/** A storage in memory that can fail, be slow, and lose power. */
import { History, type Command, type GraphDocument } from '../../../src/graph'
import type { JournalRecord, JournalStorage, Snapshot } from '../../../src/editor/storage'
import type { Journal } from '../../../src/editor/storage'

export class MemoryStorage implements JournalStorage {
  snapshots: Snapshot[] = []
  records: JournalRecord[] = []
  calls: string[] = []
  /** What the next writes do: reject with this, or wait. */
  failure: (() => Error | null) | null = null
  gate: Promise<void> | null = null
  closed = false

  async read() {
    return {
      snapshots: [...this.snapshots].sort((a, b) => b.seq - a.seq),
      records: [...this.records].sort((a, b) => a.seq - b.seq),
    }
  }

  async append(_: string, records: readonly JournalRecord[]) {
    await this.#write(`append ${records.map(({ seq }) => seq).join(',')}`)
    for (const record of structuredClone(records)) {
      this.records = this.records.filter(({ seq }) => seq !== record.seq)
      this.records.push(record)
    }
  }

  async writeSnapshot(_: string, snapshot: Snapshot, keep: number) {
    await this.#write(`snapshot ${snapshot.seq}`)
    this.snapshots = [...this.snapshots.filter(({ seq }) => seq !== snapshot.seq), snapshot]
      .sort((a, b) => a.seq - b.seq)
      .slice(-keep)
    this.records = this.records.filter(({ seq }) => seq > this.snapshots[0]!.seq)
  }

  close() {
    this.closed = true
  }

  async #write(call: string) {
    this.calls.push(call)
    await this.gate
    const error = this.failure?.()
    if (error) throw error
  }
}

/** A document with its history, whose every change goes to the journal. */
export class Desk {
  readonly history: History
  constructor(
    readonly journal: Journal,
    document: GraphDocument,
    opened = true,
  ) {
    this.history = new History(document)
    if (opened) journal.record({ kind: 'open', document })
  }

  edit(command: Command): void {
    const result = command(this.history.document)
    if (!result.ok) throw new Error(result.message)
    this.history.push(result.transaction, 0)
    this.journal.record({ kind: 'patches', patches: result.transaction.patches, document: this.history.document })
  }

  undo(): void {
    const patches = this.history.undo()
    if (patches) this.journal.record({ kind: 'patches', patches, document: this.history.document })
  }
}
