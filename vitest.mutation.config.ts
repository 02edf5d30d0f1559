/**
 * @file The tests that judge the numbers, for mutation testing: those of ops and engine, without the ones that draw or
 * download. MUTATE_TESTS names fewer of them, with commas between, for a quick look at one part.
 */
import { defineConfig } from 'vitest/config'

const all = [
  'tests/ops/**/*.test.ts',
  'tests/engine/**/*.test.ts',
  'tests/check/**/*.test.ts',
  'tests/tensor/*.test.ts',
]

export default defineConfig({
  test: {
    include: process.env.MUTATE_TESTS?.split(',') ?? all,
    environment: 'node',
  },
})
