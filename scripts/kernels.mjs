/**
 * @file `npm run build:kernels`: the AssemblyScript of src/tensor/wasm/assembly becomes two WebAssembly modules (plain SIMD, and
 * relaxed SIMD with fused multiply-add), written as text into src/tensor/wasm/binaries.ts. That file is checked in, so that
 * nothing else needs the compiler; a test compiles again and compares. Builds compile only when a source has changed.
 */
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { ensureInstalled, fail, root } from './house.mjs'

const source = path.join(root, 'src/tensor/wasm/assembly')
const target = path.join(root, 'src/tensor/wasm/binaries.ts')

const features = { plain: 'simd', relaxed: 'simd,relaxed-simd' }
const flags = [
  ...['--optimizeLevel', '3', '--shrinkLevel', '1', '--noAssert'],
  ...['--runtime', 'stub', '--importMemory', '--use', 'abort='],
]

async function compile(enabled) {
  const { default: asc } = await import('assemblyscript/asc')
  const files = new Map()
  const { error, stderr } = await asc.main(
    [path.join(source, 'index.ts'), '--outFile', 'kernels.wasm', ...flags, '--enable', enabled],
    {
      readFile: (name, base) => {
        const file = path.resolve(base, name)
        return existsSync(file) ? readFileSync(file, 'utf8') : null
      },
      writeFile: (name, data) => void files.set(name, data),
      listFiles: () => [],
    },
  )
  const words = stderr.toString()
  if (error || words.includes('WARNING')) throw new Error(`The kernels do not compile.\n${words || error.message}`)
  return files.get('kernels.wasm')
}

/** A fingerprint of everything that decides what comes out. */
function fingerprint() {
  const hash = createHash('sha256').update(JSON.stringify([features, flags]))
  for (const name of readdirSync(source).sort())
    hash.update(name).update(readFileSync(path.join(source, name), 'utf8').replaceAll('\r\n', '\n'))
  return hash.digest('hex').slice(0, 16)
}

/** The text of binaries.ts as the sources make it. */
export async function kernelsText() {
  const lines = []
  for (const [name, enabled] of Object.entries(features)) {
    const base64 = Buffer.from(await compile(enabled)).toString('base64')
    lines.push(`export const ${name} =\n  '${base64}'\n`)
  }
  return [
    `/** @file Made by \`npm run build:kernels\` from assembly/ (${fingerprint()}): the modules in base64. Not to be edited. */\n`,
    ...lines,
  ].join('\n')
}

/** Compiles when the sources are others than those that binaries.ts was made from. */
export async function ensureKernels() {
  if (existsSync(target) && readFileSync(target, 'utf8').includes(`(${fingerprint()})`)) return
  console.error('Compiling the kernels …')
  writeFileSync(target, await kernelsText())
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await ensureInstalled()
  const text = await kernelsText().catch((error) => fail(error.message))
  writeFileSync(target, text)
  for (const [, name, base64] of text.matchAll(/const (\w+) =\s+'([^']+)'/g))
    console.log(`${name}: ${(Buffer.from(base64, 'base64').length / 1000).toFixed(1)} kB`)
}
