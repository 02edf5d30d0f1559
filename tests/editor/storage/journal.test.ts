import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { emptyDocument, setName, moveNodes, removeSelection, type GraphDocument } from '../../../src/graph'
import { openJournal, type JournalOptions, type JournalStorage } from '../../../src/editor/storage'
import { sample } from '../../graph/helpers'
import { Desk, MemoryStorage } from './helpers'

const options: JournalOptions = { page: null }
const reload = async (storage: JournalStorage) => (await openJournal(storage, options)).load()

beforeEach(() => vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] }))
afterEach(() => vi.useRealTimers())

test('an empty storage has nothing to load; what is recorded comes back', async () => {
  const storage = new MemoryStorage()
  const journal = await openJournal(storage, options)
  expect(await journal.load()).toBeNull()
  const desk = new Desk(journal, sample())
  desk.edit(setName('One'))
  desk.edit(removeSelection({ nodes: ['z1'] }))
  desk.undo()
  await journal.flush()
  expect(await reload(storage)).toEqual(desk.history.document)
  expect(desk.history.document).toEqual({ ...sample(), name: 'One' })
})

test('an edit is written in the task in which it happened, those during a write go together', async () => {
  const storage = new MemoryStorage()
  const journal = await openJournal(storage, options)
  const desk = new Desk(journal, sample())
  await journal.flush()
  storage.calls = []
  desk.edit(setName('a'))
  expect(storage.calls).toEqual(['append 2'])
  desk.edit(setName('b'))
  desk.edit(setName('c'))
  expect(storage.calls).toEqual(['append 2'])
  await journal.flush()
  expect(storage.calls).toEqual(['append 2', 'append 3,4'])
})

test('flush does not wait behind a slow write', async () => {
  const storage = new MemoryStorage()
  const journal = await openJournal(storage, options)
  const desk = new Desk(journal, sample())
  await journal.flush()
  let open = () => {}
  storage.gate = new Promise((resolve) => (open = resolve))
  desk.edit(setName('a'))
  desk.edit(setName('b'))
  const flushed = journal.flush()
  expect(storage.calls.slice(-2)).toEqual(['append 2', 'append 3'])
  open()
  await flushed
  expect((await reload(storage))?.name).toBe('b')
})

test('the page going away flushes; after closing it means nothing', async () => {
  const page = new EventTarget()
  const storage = new MemoryStorage()
  const journal = await openJournal(storage, { page })
  const desk = new Desk(journal, sample())
  await journal.flush()
  storage.gate = new Promise(() => {})
  desk.edit(setName('a'))
  desk.edit(setName('b'))
  page.dispatchEvent(new Event('visibilitychange'))
  expect(storage.calls.at(-1)).toBe('append 3')

  const other = new MemoryStorage()
  const closed = await openJournal(other, { page })
  await closed.close()
  new Desk(closed, sample()).edit(setName('late'))
  page.dispatchEvent(new Event('pagehide'))
  expect(other.calls).toEqual([])
})

describe('snapshots', () => {
  test('every 200 edits; three are kept, and the records that they need', async () => {
    const storage = new MemoryStorage()
    const journal = await openJournal(storage, options)
    const desk = new Desk(journal, sample())
    for (let i = 0; i < 1000; i++) {
      desk.edit(moveNodes({ x: { x: i, y: 0 } }))
      await journal.flush()
      await vi.advanceTimersByTimeAsync(1)
    }
    expect(storage.snapshots.map(({ seq }) => seq)).toHaveLength(3)
    expect(storage.records[0]!.seq).toBe(storage.snapshots[0]!.seq + 1)
    expect(storage.calls.filter((call) => call.startsWith('snapshot'))).toHaveLength(6)
    expect(await reload(storage)).toEqual(desk.history.document)
  })

  test('5 seconds after the first edit that none holds', async () => {
    const storage = new MemoryStorage()
    const journal = await openJournal(storage, options)
    const desk = new Desk(journal, sample())
    await journal.flush()
    desk.edit(setName('a'))
    await vi.advanceTimersByTimeAsync(4900)
    expect(storage.snapshots.map(({ seq }) => seq)).toEqual([1])
    await vi.advanceTimersByTimeAsync(200)
    expect(storage.snapshots.map(({ seq }) => seq)).toEqual([1, 2])
    await vi.advanceTimersByTimeAsync(60_000)
    expect(storage.snapshots).toHaveLength(2)
  })

  test('a damaged one is passed over for an older one and the journal', async () => {
    const storage = new MemoryStorage()
    const journal = await openJournal(storage, options)
    const desk = new Desk(journal, sample())
    for (const name of ['a', 'b', 'c']) {
      desk.edit(setName(name))
      await vi.advanceTimersByTimeAsync(6000)
    }
    desk.edit(setName('d'))
    await journal.flush()
    storage.snapshots[2] = { ...storage.snapshots[2]!, text: storage.snapshots[2]!.text.slice(0, -20) }
    const onTrouble = vi.fn()
    const again = await openJournal(storage, { ...options, onTrouble })
    expect(await again.load()).toEqual(desk.history.document)
    expect(onTrouble).toHaveBeenCalledOnce()
  })
})

describe('damage', () => {
  async function written(): Promise<[MemoryStorage, Desk]> {
    const storage = new MemoryStorage()
    const journal = await openJournal(storage, options)
    const desk = new Desk(journal, sample())
    for (const name of ['a', 'b', 'c', 'd']) desk.edit(setName(name))
    await journal.flush()
    desk.edit(setName('e'))
    desk.edit(setName('f'))
    await journal.flush()
    return [storage, desk]
  }

  test('a missing record ends the replay, and later edits are never mixed with what came after it', async () => {
    const [storage] = await written()
    storage.records = storage.records.filter(({ seq }) => seq !== 6)
    const onTrouble = vi.fn()
    const journal = await openJournal(storage, { ...options, onTrouble })
    const document = (await journal.load())!
    expect(document.name).toBe('d')
    expect(onTrouble).toHaveBeenCalledWith(expect.stringContaining('damaged'))
    const desk = new Desk(journal, document, false)
    desk.edit(moveNodes({ x: { x: 99, y: 0 } }))
    await journal.flush()
    expect(await reload(storage)).toEqual(desk.history.document)
  })

  test('patches that do not fit, or leave an unsound document, are left out', async () => {
    for (const patches of [
      [{ op: 'replace' as const, path: ['nodes', 'q', 'op'], value: 'x' }],
      [{ op: 'add' as const, path: ['__proto__', 'polluted'], value: 1 }],
      [{ op: 'remove' as const, path: ['nodes', 'z1'] }],
    ]) {
      const [storage] = await written()
      storage.records[storage.records.length - 1] = { seq: 7, patches }
      expect((await reload(storage))?.nodes).toEqual(sample().nodes)
    }
    expect(({} as Record<string, unknown>).polluted).toBeUndefined()
  })

  test('all snapshots damaged: nothing is opened, and said', async () => {
    const [storage] = await written()
    storage.snapshots = storage.snapshots.map((snapshot) => ({ ...snapshot, checksum: '0' }))
    const onTrouble = vi.fn()
    const journal = await openJournal(storage, { ...options, onTrouble })
    expect(await journal.load()).toBeNull()
    expect(onTrouble).toHaveBeenCalledOnce()
  })

  test('a newer Gradwire’s document is left untouched', async () => {
    const [storage] = await written()
    const { checksum } = await import('../../../src/editor/storage/checksum')
    const text = storage.snapshots[0]!.text.replace('"version": 1', '"version": 2')
    storage.snapshots = [{ seq: 99, text, checksum: checksum(text) }]
    const onTrouble = vi.fn()
    const journal = await openJournal(storage, { ...options, onTrouble })
    expect(await journal.load()).toBeNull()
    expect(onTrouble).toHaveBeenCalledWith(expect.stringContaining('newer Gradwire'))
    storage.calls = []
    new Desk(journal, emptyDocument()).edit(setName('mine'))
    await journal.flush()
    expect(storage.calls).toEqual([])
  })
})

describe('trouble', () => {
  test.each(Array.from({ length: 20 }, (_, i) => i + 1))(
    'every %i-th write fails: edits go on, nothing is lost',
    async (k) => {
      const storage = new MemoryStorage()
      const journal = await openJournal(storage, options)
      let writes = 0
      storage.failure = () =>
        ++writes % k === 0 && writes < 60 ? new DOMException('no room', 'QuotaExceededError') : null
      const desk = new Desk(journal, sample())
      for (let i = 0; i < 60; i++) {
        desk.edit(moveNodes({ x: { x: i + 1, y: k } }))
        await vi.advanceTimersByTimeAsync((i * 37) % 300)
        if (i % 7 === 0) await journal.flush()
        // Whatever is on the disk is a state that the document really had.
        const stored = await reload(storage)
        if (stored) expect(stored.layout.x!.x).toBeLessThanOrEqual(i + 1)
      }
      await vi.advanceTimersByTimeAsync(700_000)
      expect(await reload(storage)).toEqual(desk.history.document)
    },
  )

  test('is told once, tried again within 10 seconds, and its end is told', async () => {
    const storage = new MemoryStorage()
    const onTrouble = vi.fn()
    const onRecovered = vi.fn()
    const journal = await openJournal(storage, { ...options, onTrouble, onRecovered })
    const desk = new Desk(journal, sample())
    await journal.flush()
    storage.failure = () => new DOMException('no', 'UnknownError')
    for (let i = 0; i < 10; i++) desk.edit(setName(`n${i}`))
    await vi.advanceTimersByTimeAsync(40_000)
    desk.edit(setName('still here'))
    expect(onTrouble).toHaveBeenCalledOnce()
    storage.calls = []
    await vi.advanceTimersByTimeAsync(10_000)
    expect(storage.calls.length).toBeGreaterThanOrEqual(1)
    storage.failure = null
    await vi.advanceTimersByTimeAsync(10_000)
    expect(onRecovered).toHaveBeenCalledOnce()
    expect((await reload(storage))?.name).toBe('still here')
    desk.edit(setName('on'))
    expect(storage.calls.at(-1)).toMatch(/^append/)
  })

  test('a storage that cannot be read is reported, and never written', async () => {
    const storage = new MemoryStorage()
    storage.read = () => Promise.reject(new Error('no'))
    const onTrouble = vi.fn()
    const journal = await openJournal(storage, { ...options, onTrouble })
    expect(await journal.load()).toBeNull()
    new Desk(journal, sample()).edit(setName('a'))
    await journal.flush()
    await journal.close()
    expect(storage.calls).toEqual([])
    expect(onTrouble).toHaveBeenCalledOnce()
    expect(storage.closed).toBe(true)
  })
})

test('power lost after any write: a state of the past is found, at most what was in flight is missing', async () => {
  const script = async (storage: MemoryStorage): Promise<GraphDocument[]> => {
    const states: GraphDocument[] = []
    const journal = await openJournal(storage, { ...options, snapshotEvery: { edits: 5, ms: 5000 } })
    const desk = new Desk(journal, sample())
    states.push(desk.history.document)
    for (let i = 0; i < 30; i++) {
      desk.edit(moveNodes({ x: { x: i + 1, y: 0 } }))
      states.push(desk.history.document)
      await vi.advanceTimersByTimeAsync(20)
    }
    await journal.flush()
    return states
  }
  const whole = new MemoryStorage()
  await script(whole)
  for (let power = 1; power <= whole.calls.length; power++) {
    const storage = new MemoryStorage()
    let left = power
    let confirmed = 0
    storage.failure = () => (left-- > 0 ? null : new Error('no power'))
    const states = await script(storage)
    for (const { seq } of [...storage.snapshots, ...storage.records]) confirmed = Math.max(confirmed, seq)
    expect(await reload(storage)).toEqual(states[confirmed - 1])
  }
})
