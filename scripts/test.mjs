/**
 * @file `npm test`: everything that must hold, in one command on a fresh machine. Stops at the first step that fails.
 * The last line, alone, is "N passed, N failed".
 */
import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import path from 'node:path'
import { ensureChromium } from './chromium.mjs'
import { ensureInstalled, root, run, runTool } from './house.mjs'

const results = path.join(root, 'test-results')
const unitReport = path.join(results, 'unit.json')
const e2eReport = path.join(results, 'e2e-summary.json')

/** What a step's report counted; a step without a report counts nothing. */
function readReport(file, count) {
  try {
    return count(JSON.parse(readFileSync(file, 'utf8')))
  } catch {
    return { passed: 0, failed: 0 }
  }
}

const steps = [
  {
    title: 'Types, lint and layers',
    // They say nothing but what is wrong, so they can run beside each other.
    work: async () => {
      const codes = await Promise.all([
        tsc('tsconfig.json'),
        tsc('tsconfig.core.json'),
        runTool('eslint/bin/eslint.js', ['--max-warnings', '0', '.']),
        run(process.execPath, [path.join(root, 'scripts/layers.mjs')]),
      ])
      return codes.find((code) => code !== 0) ?? 0
    },
  },
  {
    title: 'Unit and property tests',
    work: () =>
      runTool('vitest/vitest.mjs', ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${unitReport}`]),
    // A file that does not even load has no failed test, but is a failure.
    count: () =>
      readReport(unitReport, (report) => ({
        passed: report.numPassedTests,
        failed: Math.max(report.numFailedTests, report.numFailedTestSuites > 0 ? 1 : 0),
      })),
  },
  {
    title: 'Build',
    work: () => run(process.execPath, [path.join(root, 'scripts/build.mjs')], { env: { GRADWIRE_BUILD_LOG: 'warn' } }),
  },
  { title: 'Size', work: () => run(process.execPath, [path.join(root, 'scripts/size.mjs')]) },
  {
    title: 'End-to-end tests',
    work: () => runTool('@playwright/test/cli.js', ['test'], { env: { PLAYWRIGHT_JSON_OUTPUT_FILE: e2eReport } }),
    count: () =>
      readReport(e2eReport, ({ stats, errors }) => ({
        passed: stats.expected,
        failed: Math.max(stats.unexpected + stats.flaky, errors.length > 0 ? 1 : 0),
      })),
  },
]

const tsc = (project) => runTool('typescript/bin/tsc', ['--noEmit', '-p', project])

await ensureInstalled()
process.env.CHROMIUM_PATH = await ensureChromium()
rmSync(results, { recursive: true, force: true })
mkdirSync(results, { recursive: true })

const total = { passed: 0, failed: 0 }
for (const { title, work, count } of steps) {
  console.log(`\n=== ${title} ===`)
  const started = performance.now()
  const code = await work().catch((error) => {
    console.error(error.message)
    return 1
  })
  const counted = count?.() ?? { passed: 0, failed: 0 }
  total.passed += counted.passed
  // A crash is a failure too, even where no test was counted.
  total.failed += code === 0 ? counted.failed : Math.max(1, counted.failed)
  console.log(
    `=== ${title}: ${code === 0 ? 'done' : 'FAILED'} in ${((performance.now() - started) / 1000).toFixed(1)} s ===`,
  )
  if (total.failed > 0) break
}

console.log(`\n${total.passed} passed, ${total.failed} failed`)
process.exitCode = total.failed > 0 ? 1 : 0
