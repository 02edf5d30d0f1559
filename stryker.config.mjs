/**
 * @file Mutation testing of the numbers: `npm run mutate` changes `src/ops` and `src/engine` in small ways, one at a time, and
 * the tests have to notice. Not part of `npm test`: it takes hours. One part at a time:
 * `npm run mutate -- --mutate 'src/engine/cost*.ts'`; what was found before is kept and only what changed is run again.
 */
export default {
  testRunner: 'vitest',
  vitest: { configFile: 'vitest.mutation.config.ts', related: false },
  plugins: ['@stryker-mutator/vitest-runner'],
  // The registry is Vite's own `import.meta.glob`, which cannot be read once it is changed.
  mutate: ['src/ops/**/*.ts', 'src/engine/**/*.ts', '!src/ops/registry.ts'],
  mutator: {
    // Words, formulas and docs are read by people; the sentences of refusals have exact tables of their own (tests/ops/wrong).
    excludedMutations: ['StringLiteral'],
  },
  // Vitest strips types without checking them.
  disableTypeChecks: false,
  coverageAnalysis: 'perTest',
  // What runs while a module loads (schemas, tables of ports) would need every test for each mutant.
  ignoreStatic: true,
  incremental: true,
  incrementalFile: 'mutation-results/mutation.json',
  tempDirName: 'mutation-results/mutation',
  ignorePatterns: ['dist', 'docs', 'e2e', 'public', 'test-results', 'mutation-results', 'bench'],
  reporters: ['clear-text', 'progress', 'html', 'json'],
  htmlReporter: { fileName: 'mutation-results/mutation.html' },
  jsonReporter: { fileName: 'mutation-results/mutation-report.json' },
  clearTextReporter: { allowColor: false, logTests: false, reportTests: false, reportScoreTable: true },
  concurrency: 1,
  timeoutMS: 20_000,
  thresholds: { high: 95, low: 90, break: 90 },
}
