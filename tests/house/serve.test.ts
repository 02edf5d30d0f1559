import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { request, type IncomingMessage } from 'node:http'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { brotliDecompressSync, gunzipSync, gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { HEADERS, serve } from '../../scripts/serve.mjs'

const script = `console.log(${JSON.stringify('gradient '.repeat(500))})\n`
const packed = gzipSync('IDX')

let top: string
let server: Awaited<ReturnType<typeof serve>>

beforeAll(async () => {
  top = mkdtempSync(path.join(tmpdir(), 'gradwire-serve-'))
  const directory = path.join(top, 'app')
  mkdirSync(path.join(directory, 'assets'), { recursive: true })
  writeFileSync(path.join(top, 'secret.txt'), 'x'.repeat(5000))
  writeFileSync(path.join(directory, 'index.html'), '<!doctype html><title>Gradwire</title>')
  writeFileSync(path.join(directory, 'assets', 'main-B3xk9-_a.js'), script)
  writeFileSync(path.join(directory, 'digits.gz'), packed)
  server = await serve({ directory, port: 0 })
})

afterAll(async () => {
  await server.close()
  rmSync(top, { recursive: true, force: true })
})

/** fetch hides encodings and refuses to set Host, so this asks by hand. */
function ask(
  target: string,
  headers: Record<string, string> = {},
  method = 'GET',
): Promise<IncomingMessage & { body: Buffer }> {
  const { hostname, port } = new URL(server.url)
  return new Promise((resolve, reject) => {
    request({ hostname, port, path: target, method, headers }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('end', () => resolve(Object.assign(response, { body: Buffer.concat(chunks) })))
    })
      .on('error', reject)
      .end()
  })
}

describe('the server', () => {
  test.each(['/', '/assets/main-B3xk9-_a.js', '/missing'])('sends every security header with %s', async (target) => {
    const { headers } = await ask(target)
    for (const [name, value] of Object.entries(HEADERS)) expect(headers[name.toLowerCase()]).toBe(value)
    expect(headers['content-security-policy']).not.toContain("'unsafe-eval'")
  })

  test('sends text as brotli, gzip or plain, as the browser asks', async () => {
    const target = '/assets/main-B3xk9-_a.js'
    const [br, gzip, plain, refused] = await Promise.all(
      ['gzip, deflate, br', 'gzip', '', 'br;q=0, gzip;q=0'].map((accept) => ask(target, { 'accept-encoding': accept })),
    )
    expect(br!.headers['content-encoding']).toBe('br')
    expect(brotliDecompressSync(br!.body).toString()).toBe(script)
    expect(gzip!.headers['content-encoding']).toBe('gzip')
    expect(gunzipSync(gzip!.body).toString()).toBe(script)
    for (const response of [plain!, refused!]) {
      expect(response.headers['content-encoding']).toBeUndefined()
      expect(response.body.toString()).toBe(script)
    }
    for (const { headers } of [br!, plain!]) expect(headers['content-type']).toMatch(/^text\/javascript/)
  })

  test('lets hashed files be kept for ever, and asks again for the others', async () => {
    expect((await ask('/assets/main-B3xk9-_a.js')).headers['cache-control']).toContain('immutable')
    expect((await ask('/')).headers['cache-control']).toBe('no-cache')
    const { headers } = await ask('/assets/main-B3xk9-_a.js', { 'accept-encoding': 'br' })
    const again = await ask('/assets/main-B3xk9-_a.js', { 'accept-encoding': 'br', 'if-none-match': headers.etag! })
    expect([again.statusCode, again.body.length]).toEqual([304, 0])
  })

  test('sends a data file that is gzip byte for byte', async () => {
    const { headers, body } = await ask('/digits.gz', { 'accept-encoding': 'gzip, br' })
    expect(body).toEqual(packed)
    expect(headers['content-type']).toBe('application/gzip')
    expect(headers['content-encoding']).toBeUndefined()
  })

  test('answers HEAD without a body, and nothing but GET and HEAD', async () => {
    const head = await ask('/assets/main-B3xk9-_a.js', { 'accept-encoding': 'br' }, 'HEAD')
    expect([head.statusCode, head.body.length]).toEqual([200, 0])
    expect((await ask('/', {}, 'POST')).statusCode).toBe(405)
  })

  test.each(['/../secret.txt', '/%2e%2e/secret.txt', '/..%2fsecret.txt', '/%00', '/%', '/%zz', '//', '/assets/'])(
    'gives nothing of its own for %s',
    async (target) => {
      const { statusCode, body } = await ask(target, { 'accept-encoding': 'br' })
      expect(body.toString()).not.toContain('xxxx')
      expect(statusCode).toBeLessThan(500)
    },
  )

  test('on loopback, refuses a name that is not this machine', async () => {
    expect((await ask('/', { host: 'evil.example:4173' })).statusCode).toBe(403)
    expect((await ask('/', { host: 'localhost.evil.example' })).statusCode).toBe(403)
    expect((await ask('/', { host: 'localhost:4173' })).statusCode).toBe(200)
    expect((await ask('/', { host: '[::1]:4173' })).statusCode).toBe(200)
  })

  test('says which port is in use, or takes the next one', async () => {
    const port = Number(new URL(server.url).port)
    const directory = path.join(top, 'app')
    await expect(serve({ directory, port })).rejects.toThrow(`Port ${port} is in use.`)
    const next = await serve({ directory, port, search: true })
    expect(Number(new URL(next.url).port)).toBeGreaterThan(port)
    await next.close()
  })

  test('says what to do when the app is not built', async () => {
    await expect(serve({ directory: top, port: 0 })).rejects.toThrow('npm run build')
  })
})
