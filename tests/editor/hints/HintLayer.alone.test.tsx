// @vitest-environment happy-dom
import { MantineProvider } from '@mantine/core'
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react'
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { hint, HintLayer } from '../../../src/editor/hints'

const rest = (ms: number) => act(() => vi.advanceTimersByTimeAsync(ms))
const tip = () => document.querySelector<HTMLElement>('[role=tooltip]')
const shown = () => tip()?.textContent ?? null
const describes = (control: HTMLElement) => {
  const id = control.getAttribute('aria-describedby')
  return id !== null && tip()?.contains(document.getElementById(id)) === true
}

function Page({ says = 'Compute the next value' }: { readonly says?: string }) {
  return (
    <MantineProvider env="test">
      <button {...hint(says, { keys: 'Enter' })} aria-label="Step">
        <svg data-testid="icon" />
      </button>
      <button {...hint('Zoom in')} aria-label="Zoom in" />
      <p>Elsewhere</p>
      <HintLayer />
    </MantineProvider>
  )
}

// Loaded ahead: the first hint of a page waits for it.
beforeAll(() => import('../../../src/editor/hints/Tip'))
beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  cleanup()
  vi.useRealTimers()
})

describe('hints', () => {
  it('come when the pointer rests on a control or what is in it, and go with it', async () => {
    render(<Page />)
    fireEvent.pointerOver(screen.getByTestId('icon'))
    await rest(200)
    expect(shown()).toBeNull()
    await rest(400)
    expect(shown()).toBe('Compute the next valueEnter')
    expect(describes(screen.getByLabelText('Step'))).toBe(true)
    fireEvent.pointerOver(screen.getByText('Elsewhere'))
    await rest(400)
    expect(shown()).toBeNull()
    expect(screen.getByLabelText('Step').hasAttribute('aria-describedby')).toBe(false)
  })

  it('stay while the pointer is on the hint itself', async () => {
    render(<Page />)
    fireEvent.pointerOver(screen.getByLabelText('Step'))
    await rest(600)
    fireEvent.pointerOver(screen.getByText('Elsewhere'))
    await rest(50)
    fireEvent.pointerOver(tip()!)
    await rest(1000)
    expect(shown()).not.toBeNull()
  })

  it('are quick from one control to the next, and do not read the name twice', async () => {
    render(<Page />)
    fireEvent.pointerOver(screen.getByLabelText('Step'))
    await rest(600)
    fireEvent.pointerOver(screen.getByLabelText('Zoom in'))
    await rest(100)
    expect(shown()).toBe('Zoom in')
    expect(screen.getByLabelText('Zoom in').hasAttribute('aria-describedby')).toBe(false)
  })

  it('go on Escape and on a press, and not for touch', async () => {
    render(<Page />)
    const step = screen.getByLabelText('Step')
    fireEvent.pointerOver(step)
    await rest(600)
    fireEvent.keyDown(step, { key: 'Escape' })
    expect(shown()).toBeNull()
    fireEvent.pointerDown(step)
    fireEvent.pointerOver(step)
    await rest(600)
    expect(shown()).toBeNull()
    fireEvent.pointerOver(screen.getByLabelText('Zoom in'), { pointerType: 'touch' })
    await rest(600)
    expect(shown()).toBeNull()
  })

  it('say what the control says now', async () => {
    const { rerender } = render(<Page />)
    fireEvent.pointerOver(screen.getByLabelText('Step'))
    await rest(600)
    rerender(<Page says="The run is at its end" />)
    await act(() => vi.advanceTimersByTimeAsync(10))
    expect(shown()).toContain('The run is at its end')
  })
})
