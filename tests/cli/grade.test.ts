import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { beforeEach, expect, test } from 'vitest'
import { gradeAll } from '../../src/cli/commands/grade'
import { never } from '../../src/cli/interrupt'
import { graphHash, writeAnswersFile } from '../../src/engine'
import { readDocument } from '../../src/formats'

const chain = path.resolve('examples/exercises/2-a-short-chain.json')
const lecture = path.resolve('examples/01-lecture.json')
const read = readDocument(readFileSync(chain))
if (!read.ok) throw new Error(read.message)
const hash = graphHash(read.document)

const RIGHT = {
  'value:m.y': '6',
  'value:s.y': '2',
  'value:L.y': '4',
  'edge:e5': '4,0',
  'edge:e3': '12/3',
  'edge:e2': '12',
  'gradient:w.y': '8e0',
  'gradient:b.y': '4',
}

let folder: string
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'grade-'))
})

function handIn(name: string, answers: Readonly<Record<string, string>>, given = hash) {
  const file = path.join(folder, name)
  writeFileSync(file, writeAnswersFile({ exercise: 'A short chain', student: name.slice(0, -5), hash: given, answers }))
  return file
}

async function grade(file: string, answers: readonly string[], json = true) {
  const out: string[] = []
  const said: string[] = []
  const code = await gradeAll(file, answers, json, {
    out: (text) => out.push(text),
    say: (text) => said.push(text),
    interrupt: never,
  })
  return { code, text: out.join(''), said: said.join('\n') }
}

const lines = (text: string) =>
  text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>)

test('scores a file and explains each item', async () => {
  const { code, text, said } = await grade(chain, [
    handIn('ada.json', { ...RIGHT, 'gradient:w.y': '-8', 'edge:e3': '' }),
  ])
  expect([code, said]).toEqual([0, ''])
  const [result] = lines(text) as [{ items: Record<string, unknown>[] }]
  expect(result).toMatchObject({ exercise: 'A short chain', student: 'ada', score: 6 / 8, right: 6, total: 8 })
  expect(result.items[6]).toEqual({
    key: 'w.y',
    kind: 'gradient',
    expected: 8,
    got: -8,
    answer: '-8',
    right: false,
    explanation:
      '-8 is not right. The size is right, the sign is not. w is a parameter itself, so its gradient is its δ. Only m uses w, so δ of w is what comes back along that edge. Here what comes back along w → m is 8. The gradient of w is 8.',
  })
  expect(result.items[4]).toMatchObject({ key: 'e3', kind: 'edge', expected: 4, got: null, answer: '', right: false })
})

test('scores a folder in the order of its names, with words for people', async () => {
  handIn('b.json', {})
  handIn('a.json', RIGHT)
  const { code, text } = await grade(chain, [folder], false)
  expect(code).toBe(0)
  expect(text).toMatch(/a\.json\na: 8 of 8 right \(100 %\)\nright {2}value:m\.y {2}6 is right\./)
  expect(text.indexOf('a: 8 of 8')).toBeLessThan(text.indexOf('b: 0 of 8 right (0 %)'))
})

test('catches a graph whose numbers were changed, and goes on with the others', async () => {
  const other = {
    ...read.document,
    tensors: { ...read.document.tensors, 'x.y': { dtype: 'float64' as const, shape: [], data: [1] } },
  }
  const changed = handIn('a.json', RIGHT, graphHash(other))
  const { code, text, said } = await grade(chain, [changed, handIn('b.json', RIGHT)])
  expect(code).toBe(1)
  expect(lines(text)).toMatchObject([{ error: { code: 'changed-graph' } }, { score: 1 }])
  expect(said).toContain('its numbers, its wires or what it asks for were changed')
})

test('refuses in words what it cannot grade', async () => {
  const torn = path.join(folder, 'torn.json')
  writeFileSync(torn, '{"format":')
  expect(lines((await grade(chain, [torn, lecture, path.join(folder, 'gone.json')])).text)).toMatchObject([
    { error: { code: 'answers' } },
    { error: { code: 'answers', message: 'This is a graph, not a file of answers.' } },
    { error: { code: 'file' } },
  ])
  const plain = await grade(lecture, [handIn('a.json', RIGHT)])
  expect([plain.code, lines(plain.text)]).toMatchObject([1, [{ error: { code: 'no-exercise' } }]])
  const empty = mkdtempSync(path.join(tmpdir(), 'grade-'))
  const none = await grade(chain, [empty])
  expect([none.code, lines(none.text)]).toMatchObject([1, [{ error: { code: 'file' } }]])
})
