import { defineConfig } from '@playwright/test'
import { launchOptions } from './scripts/chromium.mjs'

const PORT = 4199

export default defineConfig({
  testDir: 'e2e',
  outputDir: 'test-results',
  timeout: 60_000,
  expect: { timeout: 10_000 },
  // A test that needs a second try is a wrong test or a wrong product.
  retries: 0,
  workers: 1,
  forbidOnly: Boolean(process.env.CI),
  reporter: [['list'], ['json', { outputFile: process.env.PLAYWRIGHT_JSON_OUTPUT_FILE ?? 'test-results/e2e.json' }]],
  use: {
    baseURL: `http://localhost:${PORT}`,
    browserName: 'chromium',
    headless: true,
    viewport: { width: 1440, height: 900 },
    launchOptions: launchOptions(),
    screenshot: 'only-on-failure',
    // A trace of each action takes a third of the time: to see how a test failed, run it again with `--trace on`.
    trace: 'off',
  },
  webServer: {
    command: `node scripts/serve.mjs --port ${PORT}`,
    url: `http://localhost:${PORT}`,
    // Never another program's pages, or an old build's server.
    reuseExistingServer: false,
    timeout: 20_000,
  },
})
