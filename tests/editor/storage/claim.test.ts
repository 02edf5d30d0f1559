import { expect, test, vi } from 'vitest'
import { claimDocument } from '../../../src/editor/storage'

/** The part of the browser's lock manager that is used, with its rules: first come, first served. */
class FakeLocks {
  #held = new Set<string>()
  #waiting: { name: string; start: () => void }[] = []

  request(
    name: string,
    options: { ifAvailable?: boolean; signal?: AbortSignal },
    callback: (lock: object | null) => unknown,
  ): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const start = async () => {
        this.#held.add(name)
        await callback({ name })
        this.#held.delete(name)
        const next = this.#waiting.findIndex((waiter) => waiter.name === name)
        if (next >= 0) this.#waiting.splice(next, 1)[0]!.start()
        resolve(undefined)
      }
      queueMicrotask(() => {
        if (!this.#held.has(name)) void start()
        else if (options.ifAvailable) resolve(callback(null))
        else {
          const waiter = { name, start: () => void start() }
          this.#waiting.push(waiter)
          options.signal?.addEventListener('abort', () => {
            this.#waiting = this.#waiting.filter((other) => other !== waiter)
            reject(new DOMException('aborted', 'AbortError'))
          })
        }
      })
    })
  }
}

const manager = () => new FakeLocks() as unknown as LockManager

test('one tab owns the document; the next in line takes over when it goes', async () => {
  const locks = manager()
  const first = await claimDocument('a', locks)
  const second = await claimDocument('a', locks)
  const third = await claimDocument('a', locks)
  const other = await claimDocument('b', locks)
  expect([first.owned, second.owned, third.owned, other.owned]).toEqual([true, false, false, true])
  const taken = vi.fn()
  second.onOwned(taken)
  first.release()
  await vi.waitFor(() => expect(taken).toHaveBeenCalledOnce())
  expect([first.owned, second.owned, third.owned]).toEqual([false, true, false])
})

test('a tab that stops waiting is passed over', async () => {
  const locks = manager()
  const first = await claimDocument('a', locks)
  const second = await claimDocument('a', locks)
  const third = await claimDocument('a', locks)
  second.release()
  first.release()
  await vi.waitFor(() => expect(third.owned).toBe(true))
  expect(second.owned).toBe(false)
})

test('without locks, or where they are refused, a tab owns its document', async () => {
  expect((await claimDocument('a', undefined)).owned).toBe(true)
  const refusing = { request: () => Promise.reject(new DOMException('no', 'SecurityError')) } as unknown as LockManager
  expect((await claimDocument('a', refusing)).owned).toBe(true)
})
