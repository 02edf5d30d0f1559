/** @file Reading documents without holding up the page. */
import { transfer, wrap } from 'comlink'
import { readDocument, type ReadResult } from '../../formats'
import type { Reading } from './reading.worker'

/** Bytes from which on reading may take longer than a frame: such files are read in a worker of their own. */
const LARGE = 200_000

/**
 * A total function: whatever the bytes, it answers in words. Null when `stop` was called for.
 * @param bytes are given away when they are many.
 */
export async function readSoon(
  bytes: Uint8Array,
  knownOps: ReadonlySet<string>,
  stop: AbortSignal,
): Promise<ReadResult | null> {
  if (bytes.byteLength < LARGE) return readDocument(bytes, { knownOps })
  const worker = new Worker(new URL('./reading.worker.ts', import.meta.url), { type: 'module' })
  try {
    return await new Promise<ReadResult | null>((resolve, reject) => {
      stop.addEventListener('abort', () => resolve(null), { once: true })
      worker.addEventListener('error', () => reject(new Error('the reader broke down')), { once: true })
      wrap<Reading>(worker)
        .read(transfer(bytes, [bytes.buffer]), knownOps)
        .then(resolve, reject)
    })
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    return {
      ok: false,
      code: 'unreadable',
      message: `This file could not be read: ${reason.slice(0, 200)}.`,
      hint: 'Close other tabs and open it again, or choose a smaller file.',
    }
  } finally {
    worker.terminate()
  }
}
