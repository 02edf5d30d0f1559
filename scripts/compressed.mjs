/** @file Text files sent compressed: brotli where the browser takes it, else gzip, kept in memory after the first time. */
import { readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'

const TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json',
}

/** Below this, headers outweigh what is saved. */
const SMALLEST = 1024

const encoders = {
  br: (bytes) =>
    brotliCompressSync(bytes, {
      params: { [constants.BROTLI_PARAM_QUALITY]: 9, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length },
    }),
  gzip: (bytes) => gzipSync(bytes, { level: 9 }),
}

/** "br;q=0" means no. */
function accepts(header, encoding) {
  const entry = (header ?? '')
    .split(',')
    .map((part) => part.trim().split(/;\s*q=/))
    .find(([name]) => name === encoding)
  return entry !== undefined && Number(entry[1] ?? 1) > 0
}

/** A path inside `directory`, or null: nothing outside is ever read. */
function inside(directory, pathname) {
  let decoded
  try {
    decoded = decodeURIComponent(pathname)
  } catch {
    return null
  }
  if (decoded.includes('\0')) return null
  const file = path.join(directory, decoded.endsWith('/') ? `${decoded}index.html` : decoded)
  const relative = path.relative(directory, file)
  return relative.startsWith('..') || path.isAbsolute(relative) || /(^|[\\/])\./.test(relative) ? null : file
}

/** @returns (request, response, pathname) → whether it has answered. */
export function compressed(directory) {
  const cache = new Map()
  return (request, response, pathname) => {
    const encoding = ['br', 'gzip'].find((name) => accepts(request.headers['accept-encoding'], name))
    const file = encoding && !request.headers.range ? inside(directory, pathname) : null
    const type = file && TYPES[path.extname(file)]
    const stats = type ? statSync(file, { throwIfNoEntry: false }) : undefined
    if (!stats?.isFile() || stats.size < SMALLEST) return false
    const etag = `W/"${stats.size}-${stats.mtimeMs}-${encoding}"`
    const headers = { 'Content-Type': type, 'Content-Encoding': encoding, Vary: 'Accept-Encoding', ETag: etag }
    if (request.headers['if-none-match'] === etag) {
      response.writeHead(304, headers).end()
      return true
    }
    const key = `${encoding} ${file}`
    let entry = cache.get(key)
    if (entry?.etag !== etag) cache.set(key, (entry = { etag, bytes: encoders[encoding](readFileSync(file)) }))
    response.writeHead(200, { ...headers, 'Content-Length': entry.bytes.length })
    response.end(request.method === 'HEAD' ? undefined : entry.bytes)
    return true
  }
}
