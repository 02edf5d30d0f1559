import { describe, expect, it } from 'vitest'
import { whatNow } from '../../../src/editor/inspector/whatNow'
import { graph, runOf } from './runOf'

const net = graph(
  { p: ['parameter', { shape: [] }], s: ['sigmoid'], t: ['input', { shape: [] }], L: ['mse_loss'] },
  [
    ['p', 's.x'],
    ['s', 'L.input'],
    ['t', 'L.target'],
  ],
  { 'p.y': { shape: [], data: [1] }, 't.y': { shape: [], data: [1] } },
)

describe('what to press next', () => {
  it('is said at the start, at the loss and at the end, and not in between', async () => {
    const { run, trace } = await runOf(net)
    const at = (cursor: number) => {
      run.setCursor(cursor)
      return whatNow(run.summary(), 'L')?.press
    }
    const { forwardLength } = run.summary()
    expect(at(0)).toBe('Forward')
    expect(at(1)).toBeUndefined()
    expect(at(forwardLength)).toBe('Step backward')
    expect(at(forwardLength + 1)).toBeUndefined()
    expect(at(trace.length)).toBe('Train')
    run.setCursor(forwardLength)
    expect(whatNow(run.summary(), 'L')!.words).toContain('at L with an error (δ) of 1')
  })

  it('says nothing of a way back where there is no loss, nor of an empty run', async () => {
    const { run } = await runOf(graph({ p: ['parameter', { shape: [] }], s: ['sigmoid'] }, [['p', 's.x']]))
    expect(whatNow(run.summary(), null)).toBeNull()
    expect(whatNow({ trace: [], cursor: 0, forwardLength: 0 }, null)).toBeNull()
  })
})
