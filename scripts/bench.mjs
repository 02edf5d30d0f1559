/**
 * @file `npm run bench`: the engine against others, in one process and one run. Peers are installed into bench/ when first
 * needed. Prints a table, and writes bench-results.json and bench-results.md.
 *
 * Flags: --quick (few short rounds), --own (no peers), --plain (without relaxed SIMD).
 */
import { existsSync, writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import path from 'node:path'
import v8 from 'node:v8'
import { ensureInstalled, fail, root, run } from './house.mjs'
import { readFlags } from './flags.mjs'

const flags = readFlags(
  process.argv.slice(2),
  { quick: 'flag', own: 'flag', plain: 'flag' },
  'npm run bench -- [--quick] [--own] [--plain]',
)
// Node 20 has relaxed SIMD behind this flag; browsers and later versions have it as it is.
if (!flags.plain && Number(process.versions.v8.split('.')[0]) < 12)
  v8.setFlagsFromString('--experimental-wasm-relaxed-simd')

await ensureInstalled()
const { ensureKernels } = await import('./kernels.mjs')
await ensureKernels().catch((error) => fail(error.message))

async function installPeers() {
  if (existsSync(path.join(root, 'bench', 'node_modules', '@tensorflow'))) return
  console.error('Installing what is measured against (once) …')
  const code = await run(
    'npm',
    ['ci', '--prefix', path.join(root, 'bench'), '--ignore-scripts', '--no-audit', '--no-fund'],
    {
      shell: process.platform === 'win32',
    },
  )
  if (code !== 0) fail('The peers could not be installed. Check the network, or run with --own.')
}

/** What is not to be had here is left out, and named. */
const missing = []
async function peer(name, load) {
  try {
    const found = await load()
    if (!found) missing.push(`${name} is not installed here`)
    return found
  } catch (error) {
    missing.push(`${name}: ${String(error.message).split('\n')[0]}`)
    return null
  }
}

const { loadEngine } = await import('./bench/build.mjs')
const { gradwire } = await import('./bench/gradwire.mjs')
const { convolutionRow, lenetRow, mlpRow, productRow, threadsRow, tinyRow, traceRow } = await import('./bench/rows.mjs')
const { editRow, playgroundRow } = await import('./bench/ownRows.mjs')
const { peakProbe } = await import('./bench/peak.mjs')
const { markdown, table } = await import('./bench/report.mjs')

const engine = await loadEngine()
const own = gradwire(engine)
const engines = [own]
if (!flags.own) {
  await installPeers()
  const [{ jaxjs }, { tfjs }, { ortWeb }, { torch }] = await Promise.all(
    ['jax', 'tfjs', 'ort', 'torch'].map((name) => import(`./bench/${name}.mjs`)),
  )
  // jax-js first: another engine leaves a Worker behind that it would take for a browser's.
  for (const [name, load] of [
    ['jax-js', jaxjs],
    ['TensorFlow.js', tfjs],
    ['ONNX Runtime Web', ortWeb],
    ['PyTorch', torch],
  ]) {
    const found = await peer(name, load)
    if (found) engines.push(found)
  }
}

const options = flags.quick ? { rounds: 5, roundMs: 20, warmMs: 150 } : { rounds: 11, roundMs: 60, warmMs: 500 }
const relaxed = !flags.plain && WebAssembly.validate(Buffer.from(engine.relaxedKernels, 'base64'))
const probe = await peakProbe(relaxed)
const rows = []
for (const work of [
  () => tinyRow(engines, options),
  () => playgroundRow(engine, options),
  () => mlpRow(engines, options),
  () => lenetRow(engines, options),
  () => traceRow(own, options),
  () => threadsRow(own, options),
  () => convolutionRow(engines, options),
  () => productRow(engines, probe, options),
  () => editRow(engine, options),
]) {
  rows.push(await work())
  console.log(table(rows.at(-1)))
}
for (const one of engines) one.end?.()

const results = {
  date: new Date().toISOString().slice(0, 10),
  machine: `${cpus()[0].model.trim()}, ${cpus().length} processors`,
  node: process.version,
  kernels: relaxed ? 'relaxed SIMD' : 'plain SIMD',
  missing,
  rows,
}
for (const sentence of missing) console.log(`Left out: ${sentence}.`)
writeFileSync(path.join(root, 'bench-results.json'), `${JSON.stringify(results, null, 2)}\n`)
writeFileSync(path.join(root, 'bench-results.md'), markdown(results))
const short = rows.flatMap(({ goals }) => goals).filter(({ met }) => met === false).length
console.log(`Written: bench-results.json, bench-results.md. Goals not reached: ${short}.`)
process.exit(0)
