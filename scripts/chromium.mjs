/**
 * @file The Chromium that end-to-end tests and measuring use: CHROMIUM_PATH, the system's own, Debian's package
 * when this is root, else Playwright's download.
 */
import { accessSync, constants, existsSync } from 'node:fs'
import path from 'node:path'
import { fail, run, runTool } from './house.mjs'

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']
const APPLICATIONS = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
]

function executable(file) {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    return false
  }
}

const isRoot = () => process.getuid?.() === 0

/** A program of this name on the PATH, or null. */
function onPath(name) {
  const folder = (process.env.PATH ?? '')
    .split(path.delimiter)
    .find((place) => place && executable(path.join(place, name)))
  return folder ? path.join(folder, name) : null
}

function systemChromium() {
  for (const name of NAMES) {
    const found = onPath(name)
    if (found) return found
  }
  return APPLICATIONS.find(executable) ?? null
}

/** Playwright's own download, when it is there. */
async function playwrightChromium() {
  const { chromium } = await import('@playwright/test')
  const file = chromium.executablePath()
  return file && existsSync(file) ? file : null
}

/** The path of a Chromium, or null. @throws when CHROMIUM_PATH is set and is no program. */
export function findChromium() {
  const asked = process.env.CHROMIUM_PATH
  if (asked && !executable(asked))
    throw new Error(`CHROMIUM_PATH is ${asked}, which is not a program. Correct it, or unset it.`)
  return asked || systemChromium()
}

/** Finds a Chromium or installs one; ends the process when neither is possible. */
export async function ensureChromium() {
  let found
  try {
    found = findChromium() ?? (await playwrightChromium())
  } catch (error) {
    fail(error.message)
  }
  if (found) return found
  if (isRoot() && onPath('apt-get')) {
    console.log('Installing Chromium (Debian package) …')
    const env = { DEBIAN_FRONTEND: 'noninteractive' }
    await run('apt-get', ['update', '-q'], { env })
    await run('apt-get', ['install', '-y', '-q', '--no-install-recommends', 'chromium'], { env })
    const installed = systemChromium()
    if (installed) return installed
  }
  console.log("Installing Chromium (Playwright's download) …")
  // With its system libraries where that is allowed: a bare download does not start on a bare machine.
  await runTool('@playwright/test/cli.js', ['install', ...(isRoot() ? ['--with-deps'] : []), 'chromium'])
  return (
    (await playwrightChromium()) ??
    fail('No Chromium was found, and none could be installed. Install Chromium or Chrome, or set CHROMIUM_PATH to one.')
  )
}

/** Options for Playwright's launch; without an executablePath it uses its own download. */
export function launchOptions() {
  const executablePath = findChromium()
  return {
    ...(executablePath ? { executablePath } : {}),
    // Chromium's sandbox refuses to run as root; containers have no GPU and a small /dev/shm.
    args: ['--disable-gpu', '--disable-dev-shm-usage', ...(isRoot() ? ['--no-sandbox'] : [])],
  }
}
