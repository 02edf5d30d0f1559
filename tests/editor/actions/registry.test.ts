import { describe, expect, it } from 'vitest'
import { actions } from '../../../src/editor/actions/registry'
import { bindings, shortcutsOf } from '../../../src/editor/actions/keyboard'
import { defineAction } from '../../../src/editor/actions/action'
import { shortcutText } from '../../../src/editor/actions/keyWords'

describe('the table of actions', () => {
  it('holds what the issue asks for', () => {
    for (const id of [
      ...[
        'undo',
        'redo',
        'forward',
        'step',
        'step-back',
        'run-all',
        'reset-run',
        'play',
        'train',
        'new',
        'open',
        'save',
        'examples',
      ],
      ...[
        'delete',
        'copy',
        'cut',
        'paste',
        'duplicate',
        'select-all',
        'auto-layout',
        'fit',
        'zoom-in',
        'zoom-out',
        'zoom-100',
      ],
      ...['toggle-theme', 'shortcuts', 'commands'],
    ])
      expect(actions.has(id), id).toBe(true)
  })

  it('has one id and one label an action', async () => {
    const modules = import.meta.glob('../../../src/editor/actions/*.action.ts')
    expect(actions.size).toBe(Object.keys(modules).length)
    const labels = [...actions.values()].map((action) => action.label)
    expect(new Set(labels).size).toBe(labels.length)
  })

  it('has one action a key', () => {
    expect(bindings(actions.values()).length).toBeGreaterThan(20)
  })

  it('refuses two actions on one key, however it is written', () => {
    const run = () => {}
    const a = defineAction({ id: 'a', label: 'A', group: 'Edit', shortcut: '$mod+Shift+k', run })
    const b = defineAction({ id: 'b', label: 'B', group: 'Edit', shortcut: ['F2', 'Shift+$mod+K'], run })
    expect(() => bindings([a, b])).toThrow('The actions "a" and "b" both want the key Shift+$mod+K.')
  })

  it('refuses sequences, which nobody could find', () => {
    expect(() =>
      bindings([defineAction({ id: 'a', label: 'A', group: 'Edit', shortcut: 'g i', run: () => {} })]),
    ).toThrow('one press')
  })

  it('writes every shortcut in words', () => {
    for (const action of actions.values())
      for (const shortcut of shortcutsOf(action)) expect(shortcutText(shortcut, false)).not.toMatch(/\$|Digit/)
    expect(shortcutText('$mod+Shift+z', true)).toBe('⌘⇧Z')
    expect(shortcutText('$mod+Shift+z', false)).toBe('Ctrl+Shift+Z')
    expect(shortcutText('Shift+Digit1', false)).toBe('Shift+1')
    expect(shortcutText('Shift+?', false)).toBe('?')
  })
})
