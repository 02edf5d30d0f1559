/**
 * @file The run of training that is on its way, kept in the browser's storage: closing the page, or losing it, costs some
 * seconds of training. When training stops, its parameters are in the document; only the past of its kernels is still here.
 */
import { openDB, type DBSchema } from 'idb'
import type { KernelMoment, TrainingCheckpoint } from '../../runtime/protocol'

interface Schema extends DBSchema {
  runs: { key: 'current'; value: TrainingCheckpoint }
  kernels: { key: 'current'; value: readonly KernelMoment[] }
}

export interface RunKeeper {
  /** What the last visit was in the middle of. */
  read(): Promise<TrainingCheckpoint | null>
  /** Written at once, or when the last write is some seconds old; null forgets it at once. */
  keep(checkpoint: TrainingCheckpoint | null): void
  /** The kernels of the last run as they were, ascending. */
  readKernels(): Promise<readonly KernelMoment[]>
  /** Written at once; null forgets them. */
  keepKernels(past: readonly KernelMoment[] | null): void
}

/** θ and what the optimizer remembers may be many megabytes. Milliseconds between two writes. */
const EVERY = 5000

/** @throws (rejects) when the browser has no IndexedDB for this page. */
export async function openRunKeeper(name = 'gradwire-training', now = () => performance.now()): Promise<RunKeeper> {
  const database = await openDB<Schema>(name, 2, {
    upgrade(db) {
      for (const store of ['runs', 'kernels'] as const)
        if (!db.objectStoreNames.contains(store)) db.createObjectStore(store)
    },
    blocking: (_current, _blocked, event) => (event.target as IDBDatabase).close(),
  })
  let written = -Infinity
  let empty = false
  // One after the other, so that what is forgotten stays forgotten.
  let last: Promise<unknown> = Promise.resolve()
  const then = (work: () => Promise<unknown>) => {
    // Without this a run is lost with the page, and nothing else: no reason to trouble anybody.
    last = last.then(work).catch(() => undefined)
  }
  return {
    read: () => last.then(async () => (await database.get('runs', 'current')) ?? null),
    keep(checkpoint) {
      if (!checkpoint) {
        if (!empty) then(() => database.delete('runs', 'current'))
        empty = true
        written = -Infinity
        return
      }
      // A run that has made no step is begun again by its button; the first one worth keeping must not wait for this one.
      if (checkpoint.at.step === 0 || now() - written < EVERY) return
      written = now()
      empty = false
      then(() => database.put('runs', checkpoint, 'current'))
    },
    readKernels: () => last.then(async () => (await database.get('kernels', 'current')) ?? []),
    keepKernels: (past) =>
      then(() => (past ? database.put('kernels', past, 'current') : database.delete('kernels', 'current'))),
  }
}
