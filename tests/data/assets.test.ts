import { afterEach, expect, test, vi } from 'vitest'
import { fetchAssets } from '../../src/data'

afterEach(() => vi.unstubAllGlobals())

test('fetches below the folder, whether it is text or a URL', async () => {
  const asked: string[] = []
  vi.stubGlobal('fetch', (address: string) => {
    asked.push(address)
    return Promise.resolve(new Response(Uint8Array.of(1, 2, 3)))
  })
  for (const base of ['http://localhost/app/', new URL('http://localhost/app/')])
    expect(await fetchAssets(base)('data/x.gz')).toEqual(Uint8Array.of(1, 2, 3))
  expect(asked).toEqual(['http://localhost/app/data/x.gz', 'http://localhost/app/data/x.gz'])
})

test('says what could not be fetched, and how the server answered', async () => {
  vi.stubGlobal('fetch', () => Promise.resolve(new Response('', { status: 404 })))
  await expect(fetchAssets('/')('data/x.gz')).rejects.toThrow(
    'data/x.gz could not be fetched: the server answered 404.',
  )
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('Failed to fetch')))
  await expect(fetchAssets('/')('data/x.gz')).rejects.toMatchObject({
    code: 'missing-file',
    message: 'data/x.gz could not be fetched.',
  })
})
