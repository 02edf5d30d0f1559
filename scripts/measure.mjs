/**
 * @file `npm run measure`: the first visit, a large table in the Data dialog, and frame rates on large graphs at
 * reading zoom and while networks train, in a real browser over the real build. Each is done several times (`--rounds N`,
 * 3 unless told; training from its first step to its last, 5 s a round); the table shows the median round and the range. Prints a table, then one line of JSON. Exit code 1 when a goal is missed.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { ensureChromium, launchOptions } from './chromium.mjs'
import { ensureBuilt, ensureInstalled, root } from './house.mjs'

/** What the page must reach. */
const GOALS = {
  drawnMs: 2000,
  initialJsGzip: 300_000,
  framesPerSecond: 55,
  trainingFramesPerSecond: 59,
  csvShownMs: 2000,
  csvLongestFrame: 50,
}

await ensureInstalled()
await ensureBuilt(['app'])
process.env.CHROMIUM_PATH = await ensureChromium()
const { chromium } = await import('@playwright/test')
const { serve } = await import('./serve.mjs')
const { firstLoad } = await import('./measure/firstLoad.mjs')
const { bigCsv } = await import('./measure/bigCsv.mjs')
const { bigGraph } = await import('./measure/bigGraph.mjs')
const { heavyGraph } = await import('./measure/heavyGraph.mjs')
const { trainingRun } = await import('./measure/trainingRun.mjs')
const { dragNode, pan, record, scrub, step } = await import('./measure/gestures.mjs')

const ROUNDS = Number(parseArgs({ options: { rounds: { type: 'string', default: '3' } } }).values.rounds)
if (!(Number.isInteger(ROUNDS) && ROUNDS > 0)) throw new Error('--rounds takes a whole number from 1 on.')

/** Examples that train to their end, whatever the rounds. */
const TRAINED = { trainLeNet: 'LeNet', trainMnist: 'CNN on MNIST', trainFashion: 'CNN on Fashion-MNIST' }

const directory = path.join(root, 'dist', 'app')

/** Opens a large graph through the file chooser, at 100 %. @param middle a node that is then on the screen. */
async function openLarge(browser, url, file, middle) {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
  await page.addInitScript(() => {
    // The system's dialog cannot be driven; without it the page uses a file input.
    delete window.showOpenFilePicker
    delete Window.prototype.showOpenFilePicker
  })
  await page.goto(url)
  const chooser = page.waitForEvent('filechooser')
  await page.getByRole('button', { name: 'Open', exact: true }).first().click()
  await (await chooser).setFiles(file)
  await page.locator('.react-flow__node[data-id="out"]').waitFor()
  // The middle of the graph, where it is dense, at the size at which cards are read.
  await page.getByRole('button', { name: 'Fit the graph to the window' }).click()
  await page.waitForTimeout(1000)
  await page.getByRole('button', { name: /Zoom to 100 %/ }).click()
  await page.locator(`.react-flow__node[data-id="${middle}"]`).waitFor()
  await page.waitForFunction(() => document.querySelectorAll('.react-flow__edge text').length > 10)
  await page.waitForTimeout(500)
  return page
}

/** The median round by frames a second, with all of them. */
async function repeated(gesture, page, cdp) {
  const rounds = []
  for (let i = 0; i < ROUNDS; i++) rounds.push(await gesture(page, cdp))
  return medianOf(rounds)
}

function medianOf(rounds) {
  rounds.sort((a, b) => a.framesPerSecond - b.framesPerSecond)
  return {
    ...rounds[Math.floor((rounds.length - 1) / 2)],
    rounds: rounds.map(({ framesPerSecond }) => framesPerSecond),
  }
}

async function frameRates(browser, url) {
  const folder = mkdtempSync(path.join(tmpdir(), 'gradwire-measure-'))
  const file = path.join(folder, '300-nodes.json')
  try {
    writeFileSync(file, JSON.stringify(bigGraph()))
    const many = await openLarge(browser, url, file, 'n11_7')
    const cdp = await many.context().newCDPSession(many)
    const frames = {
      dragNode: await repeated(dragNode, many, cdp),
      pan: await repeated(pan, many, cdp),
      step: await repeated(step, many, cdp),
    }
    await many.close()
    writeFileSync(file, JSON.stringify(heavyGraph()))
    const heavy = await openLarge(browser, url, file, 'n14_5')
    const session = await heavy.context().newCDPSession(heavy)
    const stepHeavy = await repeated(step, heavy, session)
    await record(heavy)
    return { ...frames, stepHeavy, scrub: await repeated(scrub, heavy, session) }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const server = await serve({ directory, port: 0 })
const browser = await chromium.launch(launchOptions())
let load
let csv
let frames
try {
  load = await firstLoad(browser, server.url, directory)
  csv = await bigCsv(browser, server.url, ROUNDS)
  frames = await frameRates(browser, server.url)
  for (const [name, example] of Object.entries(TRAINED))
    frames[name] = medianOf(await trainingRun(browser, server.url, example))
} finally {
  await browser.close()
  await server.close()
}

const GESTURES = {
  dragNode: '300 nodes, drag a node',
  pan: '300 nodes, pan',
  step: '300 nodes, step',
  stepHeavy: '200 nodes of 10,000, step',
  scrub: 'the same, scrub 5 recorded steps',
  ...Object.fromEntries(Object.entries(TRAINED).map(([name, example]) => [name, `${example}, while it trains`])),
}
const kB = (bytes) => `${(bytes / 1000).toFixed(1)} kB`
/** Frames are whole parts of the screen's beat: three beats are 50 ms and a little. */
const frameGoal = (ms) => [`≤ ${GOALS.csvLongestFrame} ms`, Math.round(ms) <= GOALS.csvLongestFrame]
const rows = [
  ['first example drawn', `${load.drawnMs} ms`, `≤ ${GOALS.drawnMs} ms`, load.drawnMs <= GOALS.drawnMs],
  ['first numbers on edges', `${load.numbersMs} ms`, '', true],
  [
    'JavaScript until drawn, gzip',
    kB(load.initialJsGzip),
    `≤ ${kB(GOALS.initialJsGzip)}`,
    load.initialJsGzip <= GOALS.initialJsGzip,
  ],
  ['  the worker, beside it', kB(load.workerJsGzip), '', true],
  ['  later, until all is quiet', kB(load.laterJsGzip), '', true],
  ['100,000 × 20 CSV, until shown', `${csv.shownMs} ms`, `≤ ${GOALS.csvShownMs} ms`, csv.shownMs <= GOALS.csvShownMs],
  ['  longest frame meanwhile', `${csv.shownLongestFrame} ms`, ...frameGoal(csv.shownLongestFrame)],
  ['  kept, until its rows are shown', `${csv.keptMs} ms`, '', true],
  ['  longest frame meanwhile', `${csv.keptLongestFrame} ms`, ...frameGoal(csv.keptLongestFrame)],
  ...Object.entries(frames).map(([name, { framesPerSecond, longestFrame, rounds }]) => {
    const goal = name in TRAINED ? GOALS.trainingFramesPerSecond : GOALS.framesPerSecond
    return [
      GESTURES[name],
      `${framesPerSecond} frames/s (${rounds[0]} … ${rounds.at(-1)}; longest ${longestFrame} ms)`,
      `≥ ${goal} frames/s`,
      framesPerSecond >= goal,
    ]
  }),
]
for (const [what, measured, goal, ok] of rows)
  console.log(`${what.padEnd(39)}${measured.padEnd(48)}${goal.padEnd(18)}${goal ? (ok ? 'met' : 'MISSED') : ''}`)
console.log(JSON.stringify({ load, csv, frames }))
if (rows.some(([, , , ok]) => !ok)) process.exitCode = 1
