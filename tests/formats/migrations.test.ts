import { expect, test } from 'vitest'
import { migrate, type MigrationTable } from '../../src/formats/json'

const table: MigrationTable = {
  1: ({ nets, ...rest }) => ({ ...rest, nodes: nets }),
  2: ({ name, ...rest }) => ({ ...rest, title: name }),
}

test('an old file goes through every step, in order, and is left as it was', () => {
  const raw = { format: 'gradwire', version: 1, name: 'a', nets: { x: 1 } }
  expect(migrate(raw, table, 3)).toEqual({
    ok: true,
    from: 1,
    raw: { format: 'gradwire', version: 3, title: 'a', nodes: { x: 1 } },
  })
  expect(raw.version).toBe(1)
  expect(migrate({ ...raw, version: 2 }, table, 3)).toMatchObject({ from: 2, raw: { title: 'a', nets: { x: 1 } } })
})

test('a current file is not touched', () => {
  const raw = { format: 'gradwire', version: 1 }
  expect(migrate(raw)).toEqual({ ok: true, from: 1, raw })
})

test('newer, odd and never released versions are refused in words', () => {
  expect(migrate({ version: 2 })).toMatchObject({
    ok: false,
    code: 'newer-version',
    message: expect.stringContaining('newer Gradwire'),
  })
  for (const version of [0, -1, 1.5, '1', null, undefined, NaN])
    expect(migrate({ version })).toMatchObject({ ok: false, code: 'bad-version' })
  expect(migrate({ version: 1 }, {}, 3)).toMatchObject({ ok: false, message: 'Format version 1 was never released.' })
})
