// @vitest-environment happy-dom
import { act, renderHook } from '@testing-library/react'
import type { ReactNode } from 'react'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { ServicesContext, type EditorServices } from '../../../src/editor/state/context'
import { RunStore } from '../../../src/editor/state/runStore'
import { Turns } from '../../../src/editor/state/turns'
import { useCalmRevision } from '../../../src/editor/state/useCalmRevision'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

it('follows a single change at once, a burst twice a second, and ends at the last', () => {
  const run = new RunStore()
  const turns = new Turns()
  const wrapper = ({ children }: { readonly children: ReactNode }) => (
    <ServicesContext value={{ run, turns } as EditorServices}>{children}</ServicesContext>
  )
  const seen: number[] = []
  const hook = renderHook(
    () => {
      const revision = useCalmRevision()
      if (seen.at(-1) !== revision) seen.push(revision)
      return revision
    },
    { wrapper },
  )
  const change = () => void act(() => run.clear())
  const pass = (ms: number) => void act(() => void vi.advanceTimersByTime(ms))
  const start = run.summary().revision
  change()
  expect(hook.result.current).toBe(start + 1)
  pass(1000)
  seen.length = 0
  for (let i = 0; i < 20; i++) {
    change()
    pass(100)
  }
  pass(500)
  expect(hook.result.current).toBe(run.summary().revision)
  // The first at once, then one each half second of the two that it lasts.
  expect(seen.length).toBeGreaterThanOrEqual(4)
  expect(seen.length).toBeLessThanOrEqual(6)
})
