import { describe, expect, it } from 'vitest'
import { dataSets } from '../../src/data'
import type { GraphDocument } from '../../src/graph'
import type { Written, WriteWish } from '../../src/runtime/protocol'
import { splitSymbols } from '../../src/runtime/writingSymbols'
import { documentOf } from '../support/documents'
import { inProcess, shippedFiles } from '../support/inProcess'

const NAMES = dataSets.get('text')!.fields.input!.names!
const LENGTH = 8

/** A table of scores: after each character, `follower` of it is by `lead` likelier than the others. */
function table(follower: (name: string) => string, lead: number): GraphDocument {
  const size = NAMES.length
  const data = NAMES.flatMap((name) => NAMES.map((other) => (other === follower(name) ? lead : 0)))
  return {
    ...documentOf(
      {
        x: { op: 'input', attrs: { dtype: 'int64', shape: ['N', LENGTH] } },
        e: { op: 'embedding', attrs: { num_embeddings: size, embedding_dim: size } },
        u: { op: 'transpose', attrs: { dim0: 1, dim1: 2 } },
        t: { op: 'input', attrs: { dtype: 'int64', shape: ['N', LENGTH] } },
        L: { op: 'cross_entropy_loss' },
      },
      ['x e.index', 'e u.x', 'u L.input', 't L.target'],
      {
        tensors: { 'e.weight': { dtype: 'float64', shape: [size, size], data } },
        objective: { node: 'L', port: 'loss' },
      },
    ),
    data: { dataset: 'text', inputs: { x: 'input', t: 'next' }, settings: { length: LENGTH } },
  }
}

const circle = (name: string) => NAMES[(NAMES.indexOf(name) + 1) % NAMES.length]!

async function open(document: GraphDocument, slow = false) {
  const client = inProcess({ assets: shippedFiles, tick: slow ? 20 : 0.01 })
  await client.open(document)
  return client
}

const wish = (more: Partial<WriteWish>): WriteWish => ({
  text: '',
  written: 0,
  count: 5,
  temperature: 0,
  seed: 0,
  ...more,
})

function good(answer: Written) {
  if (!answer.ok) throw new Error(answer.reason)
  return answer
}

describe('writing', () => {
  it('takes the likeliest at temperature 0, from the end of what is there', async () => {
    const client = await open(table(circle, 3))
    expect(good(await client.write(wish({ text: 'cab' }))).text).toBe('cdefg')
    // Longer than the model sees: the last characters count.
    expect(good(await client.write(wish({ text: `${'z'.repeat(20)}m`, count: 3 }))).text).toBe('nop')
    expect(good(await client.write(wish({ text: 'QUA', count: 2 }))).text).toBe('bc')
  })

  it('says what may come next, likeliest first', async () => {
    const client = await open(table(circle, 3))
    const { next } = good(await client.write(wish({ text: 'a', count: 1 })))
    const all = Math.exp(3) + NAMES.length - 1
    expect(next[0]).toEqual({ symbol: 'c', probability: expect.closeTo(Math.exp(3) / all, 5) as number })
    expect(next[1]!.probability).toBeCloseTo(1 / all, 5)
  })

  it('draws by seed and place alone: pieces give the text of the whole', async () => {
    const client = await open(table(circle, 2))
    const whole = good(await client.write(wish({ text: 'a', count: 30, temperature: 1, seed: 7 })))
    expect(whole.count).toBe(30)
    const slow = await open(table(circle, 2), true)
    let text = 'a'
    let written = 0
    let pieces = 0
    while (written < 30) {
      const answer = good(await slow.write(wish({ text, written, count: 30 - written, temperature: 1, seed: 7 })))
      text += answer.text
      written += answer.count
      pieces++
    }
    expect(pieces).toBeGreaterThan(1)
    expect(text).toBe(`a${whole.text}`)
    expect(good(await client.write(wish({ text: 'a', count: 30, temperature: 1, seed: 8 }))).text).not.toBe(whole.text)
  })

  it('is bolder with a higher temperature', async () => {
    const client = await open(table(circle, 4))
    const followed = async (temperature: number) => {
      const { text } = good(await client.write(wish({ text: 'a', count: 200, temperature })))
      const all = `a${text}`
      return Array.from(text).filter((symbol, i) => symbol === circle(all[i]!)).length
    }
    expect(await followed(0.3)).toBeGreaterThan(195)
    expect(await followed(3)).toBeLessThan(60)
  })

  it('refuses characters that the model does not know, and graphs that do not write, in words', async () => {
    const client = await open(table(circle, 3))
    const refused = await client.write(wish({ text: 'café' }))
    expect(refused).toMatchObject({ ok: false })
    expect(refused).toHaveProperty('reason', expect.stringContaining('never seen "é"'))
    const other = await open(documentOf({ x: { op: 'input' } }, []))
    expect(await other.write(wish({}))).toHaveProperty('reason', expect.stringContaining('does not write'))
  })
})

describe('symbols', () => {
  const words = ['‹other›', '.', 'alice', 'the', '\n']
  it('are words where the model knows words; a rare one is another', () => {
    expect(splitSymbols('The ALICE zebra.\n', words)).toMatchObject({ ok: true, indices: Int32Array.of(3, 2, 0, 1, 4) })
  })
  it('begin with the end of a line where there is nothing yet', () => {
    expect(splitSymbols('', words)).toMatchObject({ indices: Int32Array.of(4) })
  })
})
