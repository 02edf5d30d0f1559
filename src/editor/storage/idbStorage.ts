/** @file The journal in IndexedDB. */
import { openDB, type DBSchema, type IDBPDatabase } from 'idb'
import type { JournalRecord, JournalStorage, Snapshot } from './journalStorage'

interface Schema extends DBSchema {
  snapshots: { key: [document: string, seq: number]; value: Snapshot & { readonly document: string } }
  records: { key: [document: string, seq: number]; value: JournalRecord & { readonly document: string } }
}

const allOf = (document: string, from = 0) => IDBKeyRange.bound([document, from], [document, Infinity])

/** @throws (rejects) when the browser has no IndexedDB for this page, as in some private windows. */
export async function openIdbStorage(name = 'gradwire'): Promise<JournalStorage> {
  const database = await openDB<Schema>(name, 1, {
    upgrade(db) {
      db.createObjectStore('snapshots', { keyPath: ['document', 'seq'] })
      db.createObjectStore('records', { keyPath: ['document', 'seq'] })
    },
    // A newer Gradwire in another tab wants to change the database: step aside, writes then fail and are reported.
    blocking: (_current, _blocked, event) => (event.target as IDBDatabase).close(),
  })
  return idbStorage(database)
}

function idbStorage(database: IDBPDatabase<Schema>): JournalStorage {
  return {
    async read(document) {
      const transaction = database.transaction(['snapshots', 'records'])
      const [snapshots, records] = await Promise.all([
        transaction.objectStore('snapshots').getAll(allOf(document)),
        transaction.objectStore('records').getAll(allOf(document)),
        transaction.done,
      ])
      return { snapshots: snapshots.reverse(), records }
    },
    async append(document, records) {
      // Relaxed: done when the system has it, which survives the death of the browser and costs a few milliseconds.
      const transaction = database.transaction('records', 'readwrite', { durability: 'relaxed' })
      const puts = records.map((record) => transaction.store.put({ ...record, document }))
      await Promise.all([...puts, transaction.done])
    },
    async writeSnapshot(document, snapshot, keep) {
      const transaction = database.transaction(['snapshots', 'records'], 'readwrite', { durability: 'strict' })
      const snapshots = transaction.objectStore('snapshots')
      const records = transaction.objectStore('records')
      const work = async () => {
        await snapshots.put({ ...snapshot, document })
        const keys = await snapshots.getAllKeys(allOf(document))
        const kept = keys.slice(-keep)
        await Promise.all(keys.slice(0, -keep).map((key) => snapshots.delete(key)))
        const oldest = kept[0]?.[1] ?? 0
        await records.delete(IDBKeyRange.bound([document, 0], [document, oldest]))
      }
      await Promise.all([work(), transaction.done])
    },
    close: () => database.close(),
  }
}
