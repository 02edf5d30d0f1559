/**
 * @file `npm run size`: the JavaScript that the built page asks for before anything else, compressed by gzip: the entry
 * and all that index.html preloads. Above the limit the exit code is 1. What else the first visit loads, and when, is
 * measured by `npm run measure`.
 */
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import { ensureBuilt, ensureInstalled, fail, root } from './house.mjs'

/** Bytes. */
const LIMIT = 300_000

await ensureInstalled()
await ensureBuilt(['app'])

const directory = path.join(root, 'dist', 'app')
const html = readFileSync(path.join(directory, 'index.html'), 'utf8')
const asked = [...html.matchAll(/<(?:script|link)\b[^>]*?\b(?:src|href)="\.\/([^"]+\.(?:js|css))"/g)].map(
  ([, name]) => name,
)
const size = (name) => gzipSync(readFileSync(path.join(directory, name)), { level: 9 }).length
const kB = (bytes) => `${(bytes / 1000).toFixed(1)} kB`

const rows = asked.map((name) => ({ name, bytes: size(name) }))
for (const { name, bytes } of rows) console.log(`${kB(bytes).padStart(10)}  ${name}`)
const scripts = rows.filter(({ name }) => name.endsWith('.js'))
if (!scripts.length) fail('dist/app/index.html names no script. Build again: npm run build app.')
const total = scripts.reduce((sum, { bytes }) => sum + bytes, 0)
console.log(`${kB(total).padStart(10)}  JavaScript before the first picture, gzip (at most ${kB(LIMIT)})`)
if (total > LIMIT)
  fail(`The page starts with ${kB(total - LIMIT)} too much. Load what the first picture does not need by import().`)
