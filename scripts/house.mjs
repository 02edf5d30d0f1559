/**
 * @file What the scripts share: where the project is, whether it is installed, whether a build is stale.
 * Plain Node only: these run before anything is installed.
 */
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..')
const at = (...parts) => path.join(root, ...parts)

/** What each build is made from, and the stamp that is written when it is complete. */
export const builds = {
  app: {
    stamp: 'dist/app.stamp',
    output: 'dist/app/index.html',
    inputs: ['src', 'examples', 'public', 'index.html', 'vite.config.ts', 'package-lock.json'],
  },
  cli: {
    stamp: 'dist/cli.stamp',
    output: 'dist/cli/gradwire.js',
    inputs: ['src', 'vite.cli.config.ts', 'package-lock.json'],
  },
}

const mtime = (file) => (existsSync(file) ? statSync(file).mtimeMs : 0)

/** Newest modification at or below a path; folders count too, so that a removed file is noticed. */
function newest(file) {
  let latest = mtime(file)
  if (latest && statSync(file).isDirectory())
    for (const name of readdirSync(file)) latest = Math.max(latest, newest(path.join(file, name)))
  return latest
}

/** @param {'app' | 'cli'} name */
export function isStale(name) {
  const { stamp, output, inputs } = builds[name]
  const built = existsSync(at(output)) ? mtime(at(stamp)) : 0
  return built === 0 || inputs.some((input) => newest(at(input)) > built)
}

/** Runs a program to its end. With `quiet`, whatever it prints goes to stderr. Resolves to its exit code. */
export function run(command, args, { quiet = false, env = {}, shell = false } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: root,
      stdio: ['inherit', quiet ? 2 : 'inherit', 'inherit'],
      env: { ...process.env, ...env },
      shell,
    })
    child.once('error', reject)
    child.once('close', (code, signal) => resolve(signal ? 1 : (code ?? 1)))
  })
}

/** Runs a program of an installed package with this Node. */
export function runTool(script, args, options) {
  return run(process.execPath, [at('node_modules', script), ...args], options)
}

function installed() {
  const marker = mtime(at('node_modules', '.package-lock.json'))
  return marker > 0 && marker >= mtime(at('package-lock.json'))
}

/** One at a time: two commands started together must not install or build into each other. */
async function alone(work) {
  const lock = path.join(tmpdir(), `gradwire-${createHash('sha1').update(root).digest('hex').slice(0, 12)}`)
  for (;;) {
    try {
      mkdirSync(lock)
      break
    } catch (error) {
      if (error.code !== 'EEXIST') throw error
      if (abandoned(lock)) rmSync(lock, { recursive: true, force: true })
      else await sleep(200)
    }
  }
  try {
    writeFileSync(path.join(lock, 'pid'), String(process.pid))
    return await work()
  } finally {
    rmSync(lock, { recursive: true, force: true })
  }
}

/** A lock whose holder is gone (killed, or a restart), or that never got its number within 5 s. */
function abandoned(lock) {
  try {
    const pid = Number(readFileSync(path.join(lock, 'pid'), 'utf8'))
    if (!pid) return false
    process.kill(pid, 0)
    return false
  } catch (error) {
    if (error.code === 'ESRCH') return true
    const made = mtime(lock)
    return error.code === 'ENOENT' && made > 0 && Date.now() - made > 5000
  }
}

/** Installs exactly what package-lock.json says, when it is not there yet. Exits when that fails. */
export async function ensureInstalled({ quiet = false } = {}) {
  if (installed()) return
  await alone(async () => {
    if (installed()) return
    console.error('Installing packages (once) …')
    // npm tells its children where it lives; without it (node scripts/start.mjs) the shell finds it.
    const npm = process.env.npm_execpath
    const code = npm?.endsWith('.js')
      ? await run(process.execPath, [npm, 'ci', '--no-audit', '--no-fund'], { quiet })
      : await run('npm', ['ci', '--no-audit', '--no-fund'], { quiet, shell: process.platform === 'win32' })
    if (code !== 0) fail('The packages could not be installed. Check the network, then run the command again.')
  })
}

/** Builds what is missing or older than its sources. Exits when that fails. */
export async function ensureBuilt(names, { quiet = false } = {}) {
  if (!names.some(isStale)) return
  await alone(async () => {
    const stale = names.filter(isStale)
    if (stale.length === 0) return
    console.error(`Building ${stale.join(' and ')} …`)
    const code = await run(process.execPath, [at('scripts', 'build.mjs'), ...stale], { quiet })
    if (code !== 0) fail('The build failed; the lines above say where.')
  })
}

/** Ends with a sentence instead of a stack. */
export function fail(sentence, code = 1) {
  console.error(sentence)
  process.exit(code)
}
