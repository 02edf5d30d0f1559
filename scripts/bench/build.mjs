/** @file The engine as one file that plain Node can load. */
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { root } from '../house.mjs'

export async function loadEngine() {
  const { build } = await import('vite')
  const outDir = path.join(root, 'dist', 'bench')
  await build({
    root,
    configFile: false,
    logLevel: 'warn',
    publicDir: false,
    build: {
      ssr: 'scripts/bench/engine.mjs',
      outDir,
      target: 'node20',
      minify: false,
      rolldownOptions: { output: { entryFileNames: 'engine.js', codeSplitting: false } },
    },
    ssr: { noExternal: true, target: 'node' },
  })
  return import(pathToFileURL(path.join(outDir, 'engine.js')).href)
}
