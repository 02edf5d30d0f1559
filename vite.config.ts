import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { pageOps } from './scripts/pageOps.mjs'

/** Two files for what every visit needs, instead of the thirty that sharing with the lazy parts would make of it. */
const groups = [
  { name: 'libraries', tags: ['$initial' as const], test: /[\\/]node_modules[\\/]/, priority: 2 },
  { name: 'editor', tags: ['$initial' as const], test: /[\\/]src[\\/]/, priority: 1 },
]

export default defineConfig({
  // Plugins of the page alone: workers have their own list, and compute with whole op files.
  plugins: [react(), pageOps()],
  base: './',
  build: {
    outDir: 'dist/app',
    target: 'es2022',
    sourcemap: false,
    // What counts is measured as it is sent, by `npm run size`.
    chunkSizeWarningLimit: 1000,
    rolldownOptions: { output: { codeSplitting: { groups } } },
  },
  worker: { format: 'es' },
})
