/**
 * @file What somebody brought, in IndexedDB beside the documents; in memory alone where the browser has none for this
 * page. The engine's worker owns it, so that data never have to cross the page again.
 */
import { openDB, type DBSchema, type IDBPDatabase } from 'idb'
import type { OwnInfo, PackedData, Shelf } from '../data'

interface Schema extends DBSchema {
  infos: { key: string; value: { readonly id: string; readonly kept: number; readonly info: OwnInfo } }
  contents: { key: string; value: PackedData['content'] }
}

export interface DataShelf extends Shelf {
  /** @returns whether it outlives this session. */
  keep(packed: PackedData): Promise<boolean>
  /** The newest first. */
  list(): Promise<readonly OwnInfo[]>
  drop(id: string): Promise<void>
}

export function memoryShelf(): DataShelf {
  const kept = new Map<string, PackedData>()
  return {
    find: (id) => Promise.resolve(kept.get(id) ?? null),
    keep(packed) {
      kept.delete(packed.info.id)
      kept.set(packed.info.id, packed)
      return Promise.resolve(false)
    },
    list: () => Promise.resolve([...kept.values()].reverse().map(({ info }) => info)),
    drop(id) {
      kept.delete(id)
      return Promise.resolve()
    },
  }
}

/** Opens when it is first asked; what cannot be stored is kept in memory. */
export function browserShelf(name = 'gradwire-data'): DataShelf {
  const memory = memoryShelf()
  let opening: Promise<IDBPDatabase<Schema> | null> | undefined
  const database = () =>
    (opening ??= openDB<Schema>(name, 1, {
      upgrade(db) {
        db.createObjectStore('infos', { keyPath: 'id' })
        db.createObjectStore('contents')
      },
      blocking: (_current, _blocked, event) => (event.target as IDBDatabase).close(),
    }).catch(() => null))
  return {
    async find(id) {
      const held = await memory.find(id)
      const db = held ? null : await database()
      if (!db) return held
      const [entry, content] = await Promise.all([db.get('infos', id), db.get('contents', id)])
      return entry && content ? { info: entry.info, content } : null
    },
    async keep(packed) {
      const { id } = packed.info
      const db = await database()
      try {
        if (!db) throw new Error('no storage')
        const transaction = db.transaction(['infos', 'contents'], 'readwrite')
        const last = (await transaction.objectStore('infos').getAll()).reduce((n, { kept }) => Math.max(n, kept), 0)
        await Promise.all([
          transaction.objectStore('infos').put({ id, kept: last + 1, info: packed.info }),
          transaction.objectStore('contents').put(packed.content, id),
          transaction.done,
        ])
        await memory.drop(id)
        return true
      } catch {
        // Full, or refused: better for this session than not at all.
        return memory.keep(packed)
      }
    },
    async list() {
      const db = await database()
      const stored = db ? await db.getAll('infos') : []
      const lasting = stored.sort((a, b) => b.kept - a.kept).map(({ info }) => info)
      return [...(await memory.list()), ...lasting]
    },
    async drop(id) {
      await memory.drop(id)
      const db = await database()
      if (!db) return
      const transaction = db.transaction(['infos', 'contents'], 'readwrite')
      await Promise.all([
        transaction.objectStore('infos').delete(id),
        transaction.objectStore('contents').delete(id),
        transaction.done,
      ])
    },
  }
}
