import { describe, expect, it } from 'vitest'
import { actionFor, bindings, isTextField } from '../../../src/editor/actions/keyboard'
import { actions } from '../../../src/editor/actions/registry'

const list = bindings(actions.values())
const PAGE = { target: { tagName: 'DIV' }, modal: false }
const FIELD = { target: { tagName: 'INPUT', type: 'text' }, modal: false }

function press(
  key: string,
  { ctrl = false, shift = false, alt = false, code = key, isComposing = false, defaultPrevented = false } = {},
): KeyboardEvent {
  const held: Record<string, boolean> = { Control: ctrl, Shift: shift, Alt: alt }
  return {
    key,
    code,
    defaultPrevented,
    isComposing,
    getModifierState: (name: string) => held[name] ?? false,
  } as unknown as KeyboardEvent
}

const id = (
  event: KeyboardEvent,
  context: { target: { tagName: string; type?: string; isContentEditable?: boolean }; modal: boolean } = PAGE,
) => actionFor(list, event, context)?.id ?? null

describe('the dispatcher of keys', () => {
  it.each([
    ['undo', press('z', { ctrl: true })],
    ['redo', press('Z', { ctrl: true, shift: true })],
    ['redo', press('y', { ctrl: true })],
    ['step', press('F10')],
    ['step-back', press('F10', { shift: true })],
    ['delete', press('Backspace')],
    ['delete', press('Delete')],
    ['shortcuts', press('?', { shift: true, code: 'Slash' })],
    ['fit', press('!', { shift: true, code: 'Digit1' })],
    ['commands', press('k', { ctrl: true })],
    ['save', press('s', { ctrl: true })],
  ])('runs %s', (wanted, event) => expect(id(event)).toBe(wanted))

  it('leaves Space to panning and plain letters to the canvas', () => {
    for (const key of [' ', 'c', 'z', 'Tab', 'ArrowLeft', 'Enter']) expect(id(press(key))).toBe(null)
  })

  it('leaves copy, cut and paste to the events of the browser', () => {
    for (const key of ['c', 'x', 'v']) expect(id(press(key, { ctrl: true }))).toBe(null)
  })

  it('lets text fields keep their own keys', () => {
    expect(id(press('z', { ctrl: true }), FIELD)).toBe(null)
    expect(id(press('a', { ctrl: true }), FIELD)).toBe(null)
    expect(id(press('Backspace'), FIELD)).toBe(null)
    expect(id(press('?', { shift: true }), FIELD)).toBe(null)
    expect(id(press('F10'), FIELD)).toBe('step')
    expect(id(press('k', { ctrl: true }), FIELD)).toBe('commands')
    expect(id(press('s', { ctrl: true }), FIELD)).toBe('save')
  })

  it('is quiet under a dialog, while composing, and when somebody has handled the key', () => {
    expect(id(press('Delete'), { ...PAGE, modal: true })).toBe(null)
    expect(id(press('z', { ctrl: true, isComposing: true }))).toBe(null)
    expect(id(press('z', { ctrl: true, defaultPrevented: true }))).toBe(null)
  })

  it('knows what a text field is', () => {
    expect(isTextField({ tagName: 'INPUT', type: 'number' })).toBe(true)
    expect(isTextField({ tagName: 'textarea' })).toBe(true)
    expect(isTextField({ tagName: 'DIV', isContentEditable: true })).toBe(true)
    expect(isTextField({ tagName: 'INPUT', type: 'checkbox' })).toBe(false)
    expect(isTextField({ tagName: 'INPUT', type: 'range' })).toBe(false)
    expect(isTextField({ tagName: 'BUTTON' })).toBe(false)
    expect(isTextField(null)).toBe(false)
  })
})
