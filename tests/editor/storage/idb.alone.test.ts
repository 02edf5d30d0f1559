import 'fake-indexeddb/auto'
import { IDBFactory } from 'fake-indexeddb'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { openIdbStorage, openJournal } from '../../../src/editor/storage'
import { setName } from '../../../src/graph'
import { sample } from '../../graph/helpers'
import { Desk } from './helpers'

beforeEach(() => void vi.stubGlobal('indexedDB', new IDBFactory()))
afterEach(() => void vi.unstubAllGlobals())

test('a document survives closing and opening again', async () => {
  const journal = await openJournal(await openIdbStorage(), { page: null })
  const desk = new Desk(journal, sample())
  for (let i = 0; i < 20; i++) desk.edit(setName(`n${i}`))
  await journal.close()
  const again = await openJournal(await openIdbStorage(), { page: null })
  expect(await again.load()).toEqual(desk.history.document)
  const next = new Desk(again, desk.history.document, false)
  next.edit(setName('after'))
  await again.close()
  expect((await (await openJournal(await openIdbStorage(), { page: null })).load())?.name).toBe('after')
})

test('only the newest snapshots stay, with the records that they need; documents do not mix', async () => {
  const storage = await openIdbStorage()
  for (let seq = 1; seq <= 10; seq++) {
    await storage.append('current', [{ seq, patches: [] }])
    if (seq % 2 === 0) await storage.writeSnapshot('current', { seq, text: `t${seq}`, checksum: 'c' }, 3)
  }
  await storage.append('other', [{ seq: 1, patches: [] }])
  const { snapshots, records } = await storage.read('current')
  expect(snapshots.map(({ seq }) => seq)).toEqual([10, 8, 6])
  expect(records.map(({ seq }) => seq)).toEqual([7, 8, 9, 10])
  expect((await storage.read('other')).records).toHaveLength(1)
  expect((await storage.read('other')).snapshots).toEqual([])
})

test('what cannot be stored rejects and leaves the rest as it was', async () => {
  const storage = await openIdbStorage()
  await storage.append('current', [{ seq: 1, patches: [] }])
  const bad = { seq: 2, patches: [{ op: 'add' as const, path: ['name'], value: () => 1 }] }
  await expect(storage.append('current', [bad])).rejects.toThrow()
  expect((await storage.read('current')).records.map(({ seq }) => seq)).toEqual([1])
  storage.close()
  await expect(storage.append('current', [{ seq: 3, patches: [] }])).rejects.toThrow()
})
