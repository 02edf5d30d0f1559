/**
 * @file `npm run build [app] [cli]`: the page into dist/app, the command line into dist/cli. Without a name, both.
 * The server (serve.mjs) is plain Node and needs no build.
 */
import { rmSync, utimesSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { builds, ensureInstalled, fail, root } from './house.mjs'
import { ensureKernels } from './kernels.mjs'

const configs = { app: 'vite.config.ts', cli: 'vite.cli.config.ts' }

const asked = process.argv.slice(2)
const unknown = asked.filter((name) => !(name in configs))
if (unknown.length) fail(`There is no build "${unknown.join(' ')}". Say app, cli, or nothing for both.`, 2)

await ensureInstalled()
await ensureKernels().catch((error) => fail(error.message))
const { build } = await import('vite')

for (const name of asked.length ? asked : Object.keys(configs)) {
  const stamp = path.join(root, builds[name].stamp)
  // An interrupted build leaves no stamp, and is done again.
  rmSync(stamp, { force: true })
  const started = new Date()
  await build({ root, configFile: path.join(root, configs[name]), logLevel: process.env.GRADWIRE_BUILD_LOG ?? 'info' })
  // Dated by the start: a file saved while building counts as newer.
  writeFileSync(stamp, '')
  utimesSync(stamp, started, started)
}
