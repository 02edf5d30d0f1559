import { defineConfig } from 'vite'

/**
 * The command line as one file for Node, everything but Node's own modules inside, so that it runs
 * wherever dist/cli/gradwire.js is put beside dist/app (the data sets).
 */
export default defineConfig({
  publicDir: false,
  build: {
    ssr: 'src/cli/main.ts',
    outDir: 'dist/cli',
    target: 'node20',
    minify: false,
    rolldownOptions: { output: { entryFileNames: 'gradwire.js', codeSplitting: false } },
  },
  ssr: { noExternal: true, target: 'node' },
})
