/**
 * @file `npm start`: installs and builds where needed, serves on this machine, opens the editor.
 * Flags: --port N, --host ADDRESS, --no-open; the environment's PORT is used when there is no --port.
 */
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import path from 'node:path'
import { readFlags } from './flags.mjs'
import { ensureBuilt, ensureInstalled, fail } from './house.mjs'

const usage = 'npm start -- [--port N] [--host ADDRESS] [--no-open]'
const flags = readFlags(process.argv.slice(2), { port: 'port', host: 'text', 'no-open': 'flag' }, usage)
if (flags.port === undefined && process.env.PORT) {
  flags.port = Number(process.env.PORT)
  if (!Number.isInteger(flags.port) || flags.port < 0 || flags.port > 65535)
    fail(`The environment's PORT is "${process.env.PORT}". It must be a number from 0 to 65535, or unset.`, 2)
}

/** The program that opens an address here, or null where there is no screen to open it on. */
function opener() {
  if (process.env.CI) return null
  if (process.platform === 'darwin') return ['open']
  if (process.platform === 'win32') return ['cmd', '/c', 'start', '""']
  const screen = process.env.DISPLAY || process.env.WAYLAND_DISPLAY
  const found = (process.env.PATH ?? '')
    .split(path.delimiter)
    .some((folder) => existsSync(path.join(folder, 'xdg-open')))
  return screen && found ? ['xdg-open'] : null
}

/** Quietly does nothing when the program fails: the address is printed anyway. */
function open(url) {
  const [command, ...args] = opener() ?? []
  if (!command) return
  const child = spawn(command, [...args, url], { stdio: 'ignore', detached: true })
  child.on('error', () => {})
  child.unref()
}

await ensureInstalled()
await ensureBuilt(['app', 'cli'])

// Imported late: it needs the installed packages.
const { DEFAULT_PORT, serve } = await import('./serve.mjs')
const { url, close } = await serve({
  port: flags.port ?? DEFAULT_PORT,
  host: flags.host ?? '127.0.0.1',
  // A port that was asked for is kept to; the usual one may give way.
  search: flags.port === undefined,
}).catch((error) => fail(error.message))

console.log(`Gradwire is at ${url}\nStop it with Ctrl+C.`)
if (!flags['no-open']) open(url)

for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => close().then(() => process.exit(0)))
