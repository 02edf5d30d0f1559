import { mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { gradCommand, trainCommand } from '../../src/cli/commands'
import { each, type Job } from '../../src/cli/each'
import { Interrupted, inPieces, listenForInterrupt, never, type Interrupt } from '../../src/cli/interrupt'
import { CliProblem } from '../../src/cli/output'
import { progressOn } from '../../src/cli/progress'
import { writeWhole } from '../../src/cli/writeWhole'
import { readDocument, writeDocument } from '../../src/formats'
import { DEFAULT_TRAINING } from '../../src/graph'
import { layersDocument, lineDocument } from '../support/lineDocument'

const silent = { begin() {}, step() {}, end() {} }
let folder = ''
const place = (name: string) => path.join(folder, name)

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'gradwire-cli-'))
  await writeFile(place('line.json'), writeDocument(lineDocument))
  await writeFile(place('broken.json'), '{"format":')
})
afterAll(() => rm(folder, { recursive: true }))

async function runEach(files: readonly string[], json: boolean, job: Job, interrupt: Interrupt = never) {
  const printed: string[] = []
  const said: string[] = []
  const terminal = { out: (text: string) => printed.push(text), say: (text: string) => said.push(text), interrupt }
  const code = await each(files.map(place), json, terminal, job)
  return { code, printed, said }
}

describe('several documents in one run', () => {
  const names: Job = ({ name }) => ({ ok: true, json: { name }, words: name })

  it('print one JSON line each in order, a refused one its error in its place', async () => {
    const { code, printed, said } = await runEach(['line.json', 'broken.json', 'none.json', 'line.json'], true, names)
    expect(code).toBe(1)
    expect(printed).toHaveLength(4)
    const lines = printed.map((line) => JSON.parse(line) as { name?: string; error?: { code: string } })
    expect(lines.map((line) => line.name ?? line.error?.code)).toEqual(['line', expect.any(String), 'file', 'line'])
    expect(said).toHaveLength(2)
    expect(said[1]).toMatch(/none\.json could not be read \(ENOENT\)\.\n {2}Check the path\.$/)
  })

  it('exit with 0 when all is well, with 1 when a check failed', async () => {
    expect((await runEach(['line.json'], false, names)).code).toBe(0)
    expect((await runEach(['line.json'], false, () => ({ ok: false, json: {}, words: '' }))).code).toBe(1)
  })

  it('end after Ctrl-C: what is in hand prints its result, the rest is left out, exit code 130', async () => {
    let asked = false
    const interrupt: Interrupt = { ...never, asked: () => asked }
    const job: Job = () => {
      asked = true
      return { ok: true, json: { stopped: 'interrupted' }, words: '' }
    }
    const { code, printed, said } = await runEach(['line.json', 'line.json', 'line.json'], true, job, interrupt)
    expect(code).toBe(130)
    expect(printed).toEqual(['{"stopped":"interrupted"}\n'])
    expect(said).toEqual(['Interrupted: 2 documents were left out.'])
  })
})

describe('Ctrl-C', () => {
  const signals = () => {
    let listener = () => {}
    const codes: number[] = []
    return {
      on: (_: 'SIGINT', given: () => void) => (listener = given),
      exit: (code: number) => codes.push(code),
      send: () => listener(),
      codes,
    }
  }

  it('once lets the work end, twice leaves', async () => {
    const keys = signals()
    const said: string[] = []
    const { asked, breathe } = listenForInterrupt(keys, (sentence) => said.push(sentence))
    await breathe()
    expect(asked()).toBe(false)
    keys.send()
    expect(asked()).toBe(true)
    await expect(breathe()).rejects.toThrow(Interrupted)
    expect(keys.codes).toEqual([])
    keys.send()
    expect(keys.codes).toEqual([130])
    expect(said[0]).toMatch(/^Stopping\./)
  })

  it('is heard between two nodes of grad, which then says so', async () => {
    const stop: Interrupt = { asked: () => true, breathe: () => Promise.reject(new Interrupted()) }
    await expect(
      inPieces(
        (function* () {
          for (;;) yield
        })(),
        stop,
      ),
    ).rejects.toThrow(Interrupted)
    const slow: Job = () => Promise.reject(new Interrupted())
    const { code, printed, said } = await runEach(['line.json'], true, slow, stop)
    expect(code).toBe(130)
    expect(JSON.parse(printed[0]!)).toMatchObject({ error: { code: 'interrupted' } })
    expect(said[0]).toMatch(/Interrupted before the end; there is no result\.$/)
    // Small work is done before anyone could have pressed a key.
    expect((await gradCommand(lineDocument, { feed: [] }, never)).ok).toBe(true)
  })

  it('saves what training has learned', async () => {
    const out = place('stopped.json')
    let asked = 0
    const { json } = await trainCommand(lineDocument, { dtype: 'float64', out }, silent, () => ++asked > 4)
    expect(json).toMatchObject({ stopped: 'interrupted', metrics: { steps: 5 } })
    const saved = readDocument(await readFile(out))
    const { parameters } = json as { parameters: Record<string, { data: number[] }> }
    expect(saved.ok && saved.document.tensors['z.weight']!.data).toEqual(parameters['z.weight']!.data)
  })
})

describe('train', () => {
  const train = (training: object, flags = {}) =>
    trainCommand(
      { ...layersDocument(), training: { ...DEFAULT_TRAINING, ...training } },
      { dtype: 'float64', ...flags },
      silent,
      () => false,
    )

  it('counts epochs, and stretches a schedule over them', async () => {
    const settings = { batchSize: 4, schedule: { kind: 'one_cycle', pct_start: 0.5 } }
    const byEpochs = await train(settings, { epochs: 5, seed: 2 })
    const bySteps = await train(settings, { steps: 15, seed: 2 })
    expect(byEpochs.json).toEqual(bySteps.json)
    expect(byEpochs.json).toMatchObject({ stopped: 'finished', metrics: { steps: 15 } })
  })

  it('depends on nothing but document, seed and dtype', async () => {
    const settings = { batchSize: 3, steps: 12, optimizer: { kind: 'adam', lr: 0.01 } }
    expect((await train(settings, { seed: 5 })).json).toEqual((await train(settings, { seed: 5 })).json)
    expect((await train(settings, { seed: 5 })).json).not.toEqual((await train(settings, { seed: 6 })).json)
  })

  it('says where it diverged, and fails', async () => {
    const { ok, json, words } = await train({ optimizer: { kind: 'sgd', lr: 1e200 }, steps: 50 })
    expect(ok).toBe(false)
    expect(json).toMatchObject({ stopped: 'diverged', cause: { node: expect.any(String), hint: expect.any(String) } })
    expect(words).toMatch(/^diverged after \d+ steps?\nThe first number that was not finite/)
    expect(words).toMatch(/The last finite parameters are kept\./)
  })

  it('refuses settings in words', async () => {
    await expect(train({ optimizer: { kind: 'adamm', lr: 1 } })).rejects.toThrow('There is no optimizer "adamm".')
  })
})

describe('progress', () => {
  it('is a line now and then where nobody is watching', () => {
    const written: string[] = []
    let time = 0
    const progress = progressOn({ write: (text: string) => written.push(text) }, 'steps', () => time)
    progress.begin(12_000)
    for (let done = 1; done <= 12; done++) {
      time += 1000
      progress.step(done * 1000, 'loss 0.5')
    }
    progress.end()
    expect(written).toEqual(['5,000 of 12,000 steps, loss 0.5\n', '10,000 of 12,000 steps, loss 0.5\n'])
  })
})

describe('writing', () => {
  it('replaces a file in one go, through a link too, and leaves nothing beside it', async () => {
    const inner = await mkdtemp(place('out-'))
    const file = path.join(inner, 'a.json')
    await writeWhole(file, 'one')
    await symlink(file, path.join(inner, 'link.json'))
    await writeWhole(path.join(inner, 'link.json'), 'two')
    expect(await readFile(file, 'utf8')).toBe('two')
    expect((await readdir(inner)).sort()).toEqual(['a.json', 'link.json'])
  })

  it('says what stood in the way', async () => {
    await expect(writeWhole(place('no/such/folder.json'), '')).rejects.toThrow(CliProblem)
    await expect(writeWhole(place('no/such/folder.json'), '')).rejects.toThrow('could not be written (ENOENT)')
  })
})
