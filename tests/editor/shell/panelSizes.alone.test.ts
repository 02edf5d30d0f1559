// @vitest-environment happy-dom
import { beforeEach, describe, expect, it, vi } from 'vitest'

/** As on a new visit: nothing is kept but what is in localStorage. */
const visit = async () => {
  vi.resetModules()
  return import('../../../src/editor/shell/panelSizes')
}

beforeEach(() => localStorage.clear())

describe('the sizes of the panels', () => {
  it('are remembered from visit to visit, each tab of the bottom panel by itself', async () => {
    const first = await visit()
    expect(first.lastSize('training')).toBeGreaterThan(first.lastSize('timeline'))
    first.noteSize('training', 400.4)
    first.noteSize('left', 300)
    first.rememberSizes()
    const second = await visit()
    expect(second.lastSize('training')).toBe(400)
    expect(second.lastSize('timeline')).toBe(second.startSize('timeline'))
    expect(second.lastSize('left')).toBe(300)
  })

  it('are what they were before the panel was dragged shut', async () => {
    const { lastSize, noteSize, rememberSizes } = await visit()
    noteSize('right', 400)
    rememberSizes()
    for (const size of [330, 260, 0]) noteSize('right', size)
    rememberSizes()
    expect(lastSize('right')).toBe(400)
  })

  it.each(['nonsense', 'null', '7', '{"right":"wide"}', '{"right":-5}'])(
    'are those of a first visit where %s is stored',
    async (stored) => {
      localStorage.setItem('gradwire-panel-sizes', stored)
      const { lastSize, startSize } = await visit()
      expect(lastSize('right')).toBe(startSize('right'))
    },
  )

  it('are kept as long as the page where the browser stores nothing', async () => {
    const refuse = () => {
      throw new Error('denied')
    }
    vi.stubGlobal('localStorage', { getItem: refuse, setItem: refuse })
    const { lastSize, noteSize, rememberSizes } = await visit()
    noteSize('left', 250)
    rememberSizes()
    expect(lastSize('left')).toBe(250)
    vi.unstubAllGlobals()
  })
})
