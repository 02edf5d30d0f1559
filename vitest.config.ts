import { configDefaults, defineConfig } from 'vitest/config'

/** Tests that change what all modules share (globals, the DOM, modules read anew) have a process to themselves. */
const alone = 'tests/**/*.alone.test.{ts,tsx}'

export default defineConfig({
  test: {
    environment: 'node',
    passWithNoTests: false,
    // Nothing is timed here; a machine that does other work as well takes its time.
    testTimeout: 30_000,
    projects: [
      {
        extends: true,
        // Loading the modules anew for each file took twice as long as running the tests.
        test: {
          name: 'shared',
          include: ['tests/**/*.test.{ts,tsx}'],
          exclude: [...configDefaults.exclude, alone],
          isolate: false,
        },
      },
      { extends: true, test: { name: 'alone', include: [alone] } },
    ],
  },
})
