// @vitest-environment happy-dom
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { hint, HintLayer } from '../../../src/editor/hints'

const rest = (ms: number) => {
  act(() => {
    vi.advanceTimersByTime(ms)
  })
}
const shown = () => screen.queryByRole('tooltip')?.textContent ?? null

function Page({ says = 'Compute the next value' }: { readonly says?: string }) {
  return (
    <>
      <button {...hint(says, { keys: 'Enter' })} aria-label="Step">
        <svg data-testid="icon" />
      </button>
      <button {...hint('Zoom in')} aria-label="Zoom in" />
      <p>Elsewhere</p>
      <HintLayer />
    </>
  )
}

beforeEach(() => vi.useFakeTimers())
afterEach(() => {
  cleanup()
  vi.useRealTimers()
})

describe('hints', () => {
  it('come when the pointer rests on a control or what is in it, and go with it', () => {
    render(<Page />)
    fireEvent.pointerOver(screen.getByTestId('icon'))
    rest(200)
    expect(shown()).toBeNull()
    rest(400)
    expect(shown()).toBe('Compute the next valueEnter')
    expect(screen.getByLabelText('Step').getAttribute('aria-describedby')).toBe(screen.getByRole('tooltip').id)
    fireEvent.pointerOver(screen.getByText('Elsewhere'))
    rest(400)
    expect(shown()).toBeNull()
    expect(screen.getByLabelText('Step').hasAttribute('aria-describedby')).toBe(false)
  })

  it('stay while the pointer is on the hint itself', () => {
    render(<Page />)
    fireEvent.pointerOver(screen.getByLabelText('Step'))
    rest(600)
    fireEvent.pointerOver(screen.getByText('Elsewhere'))
    rest(50)
    fireEvent.pointerOver(screen.getByRole('tooltip'))
    rest(1000)
    expect(shown()).not.toBeNull()
  })

  it('are quick from one control to the next, and do not read the name twice', () => {
    render(<Page />)
    fireEvent.pointerOver(screen.getByLabelText('Step'))
    rest(600)
    fireEvent.pointerOver(screen.getByLabelText('Zoom in'))
    rest(100)
    expect(shown()).toBe('Zoom in')
    expect(screen.getByLabelText('Zoom in').hasAttribute('aria-describedby')).toBe(false)
  })

  it('go on Escape and on a press, and not for touch', () => {
    render(<Page />)
    const step = screen.getByLabelText('Step')
    fireEvent.pointerOver(step)
    rest(600)
    fireEvent.keyDown(step, { key: 'Escape' })
    expect(shown()).toBeNull()
    fireEvent.pointerDown(step)
    fireEvent.pointerOver(step)
    rest(600)
    expect(shown()).toBeNull()
    fireEvent.pointerOver(screen.getByLabelText('Zoom in'), { pointerType: 'touch' })
    rest(600)
    expect(shown()).toBeNull()
  })

  it('say what the control says now', async () => {
    const { rerender } = render(<Page />)
    fireEvent.pointerOver(screen.getByLabelText('Step'))
    rest(600)
    rerender(<Page says="The run is at its end" />)
    await act(() => vi.advanceTimersByTimeAsync(10))
    expect(shown()).toContain('The run is at its end')
  })
})
