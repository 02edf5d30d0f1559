// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { Divider } from '../../../src/editor/shell/Divider'
import { LIMITS, panes, readPanes } from '../../../src/editor/shell/paneSizes'

const divider = () => screen.getByRole('separator', { name: 'Width of the inspector' })
const press = (key: string, more = {}) => fireEvent.keyDown(divider(), { key, ...more })
const right = () => panes.getState().right

beforeEach(() => {
  localStorage.clear()
  panes.setState(readPanes(null))
  render(<Divider name="right" controls="inspector" label="Width of the inspector" />)
})
afterEach(cleanup)

describe('the border of a panel', () => {
  it('is moved by arrow keys: to the left makes the panel on the right wider', () => {
    press('ArrowLeft')
    expect(right().size).toBe(LIMITS.right.start + 16)
    press('ArrowRight', { shiftKey: true })
    expect(right().size).toBe(LIMITS.right.start - 48)
    expect(divider().getAttribute('aria-valuenow')).toBe(String(right().size))
    press('ArrowUp')
    expect(right().size).toBe(LIMITS.right.start - 48)
  })

  it('goes to its ends by Home and End, and never puts the panel away by an arrow', () => {
    press('End')
    expect(right().size).toBe(LIMITS.right.max)
    press('Home')
    press('ArrowRight', { shiftKey: true })
    expect(right()).toEqual({ size: LIMITS.right.min, hidden: false })
  })

  it('puts the panel away and brings it back by Enter, and remembers it', () => {
    press('Enter')
    expect(divider().getAttribute('aria-valuetext')).toBe('hidden')
    expect(readPanes(localStorage.getItem('gradwire-panes')).right.hidden).toBe(true)
    press('Enter')
    expect(right()).toEqual({ size: LIMITS.right.start, hidden: false })
  })

  it('goes back to its first size by a double click', () => {
    press('End')
    fireEvent.doubleClick(divider())
    expect(right().size).toBe(LIMITS.right.start)
  })
})
