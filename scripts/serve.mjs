/**
 * @file The static server: dist/app with the security headers that the app needs. On loopback unless told otherwise.
 * Exported for start, end-to-end tests and measuring; run directly it serves until it is stopped:
 * `node scripts/serve.mjs [--port 4173] [--host 127.0.0.1]`.
 */
import { createServer } from 'node:http'
import { existsSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import sirv from 'sirv'
import { compressed } from './compressed.mjs'
import { fail, root } from './house.mjs'
import { readFlags } from './flags.mjs'

export const DEFAULT_PORT = 4173

const CSP = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self' data:",
  "connect-src 'self'",
  "worker-src 'self' blob:",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'self'",
].join('; ')

/** COOP and COEP isolate the page, so that WebAssembly threads may share memory. */
export const HEADERS = {
  'Content-Security-Policy': CSP,
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  // The webcam may feed an input, when somebody presses its button; nothing else is ever asked for.
  'Permissions-Policy': 'camera=(self), microphone=(), geolocation=()',
}

/** Vite puts a hash of the content into these names: they never change. */
const HASHED = /^\/assets\/.+-[\w-]{8,}\.\w+$/
const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\]|::1)$/i
const LOCAL_NAME = /^(localhost|[\w-]+\.localhost|127(\.\d{1,3}){3}|\[::1\])(:\d+)?$/i

function refuse(response, status, sentence) {
  response.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'no-store' })
  response.end(`${sentence}\n`)
}

/** sirv takes every .gz for an encoding of something else; a data file is what it is, and the page unpacks it. */
function asItIs(response) {
  response.setHeader('Content-Type', 'application/gzip')
  const writeHead = response.writeHead.bind(response)
  response.writeHead = (status, headers) => {
    const { 'Content-Encoding': _encoding, ...rest } = headers
    return writeHead(status, rest)
  }
}

/**
 * @returns a handler for node:http. `local`: refuse names that are not this machine (DNS rebinding).
 */
export function createHandler(directory, { local }) {
  const files = sirv(directory, {
    dev: true, // looked up on each request: a rebuild needs no restart
    etag: true,
    setHeaders(response, pathname) {
      if (pathname.endsWith('.gz')) asItIs(response)
    },
  })
  const text = compressed(directory)
  return (request, response) => {
    for (const [name, value] of Object.entries(HEADERS)) response.setHeader(name, value)
    if (local && !LOCAL_NAME.test(request.headers.host ?? ''))
      return refuse(
        response,
        403,
        'This server answers only to localhost. Start it with --host to serve other machines.',
      )
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.setHeader('Allow', 'GET, HEAD')
      return refuse(response, 405, 'Only GET and HEAD are answered here.')
    }
    const pathname = (request.url ?? '/').split(/[?#]/, 1)[0]
    response.setHeader('Cache-Control', HASHED.test(pathname) ? 'public, max-age=31536000, immutable' : 'no-cache')
    const missing = () => refuse(response, 404, 'There is no such file. The editor is at /.')
    if (!text(request, response, pathname)) files(request, response, missing)
  }
}

const listen = (server, port, host) =>
  new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => {
      server.off('error', reject)
      resolve()
    })
  })

/**
 * Starts serving. `port` is used as it is, 0 takes any; with `search` the next free one is taken where it is busy.
 * @returns the address for people, and a way to stop.
 */
export async function serve({
  directory = path.join(root, 'dist', 'app'),
  port = DEFAULT_PORT,
  host = '127.0.0.1',
  search = false,
} = {}) {
  if (!existsSync(path.join(directory, 'index.html'))) throw new Error('The app is not built yet. Run: npm run build')
  const server = createServer(createHandler(directory, { local: LOOPBACK.test(host) }))
  for (let tries = 0; ; tries++) {
    try {
      await listen(server, port, host)
      break
    } catch (error) {
      if (error.code === 'EADDRINUSE' && search && tries < 100) port++
      else if (error.code === 'EADDRINUSE')
        throw new Error(`Port ${port} is in use. Choose another with --port, or stop what uses it.`, { cause: error })
      else if (error.code === 'EACCES')
        throw new Error(`Port ${port} may not be used by this user. Choose one above 1023.`, { cause: error })
      else if (error.code === 'EADDRNOTAVAIL' || error.code === 'ENOTFOUND')
        throw new Error(`This machine has no address ${host}. Use --host 0.0.0.0 for all of its addresses.`, {
          cause: error,
        })
      else throw error
    }
  }
  const name =
    host === '127.0.0.1' || host === '0.0.0.0' || host === '::' ? 'localhost' : host.includes(':') ? `[${host}]` : host
  return {
    url: `http://${name}:${server.address().port}/`,
    close: () =>
      new Promise((resolve) => {
        server.close(resolve)
        server.closeAllConnections()
      }),
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const flags = readFlags(
    process.argv.slice(2),
    { port: 'port', host: 'text' },
    'node scripts/serve.mjs [--port N] [--host ADDRESS]',
  )
  const { url } = await serve(flags).catch((error) => fail(error.message))
  console.log(url)
}
