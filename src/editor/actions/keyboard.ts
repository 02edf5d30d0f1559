/**
 * @file The one dispatcher of keys, from the one table of actions. Text fields keep their own keys (native undo, copy),
 * an open dialog keeps all but what says otherwise, and a key that somebody has handled is left alone.
 */
import { matchKeyBindingPress, parseKeybinding, type KeyBindingPress } from 'tinykeys'
import type { EditorServices } from '../state/context'
import { perform, type Action } from './action'

export function shortcutsOf(action: Action): readonly string[] {
  return action.shortcut === undefined ? [] : typeof action.shortcut === 'string' ? [action.shortcut] : action.shortcut
}

/** The parts of a focused element that decide; tests hand in plain objects. */
export interface KeyTarget {
  readonly tagName?: string
  readonly type?: string
  readonly isContentEditable?: boolean
}

const TEXTLESS_INPUTS: ReadonlySet<string> = new Set([
  'button',
  'checkbox',
  'color',
  'file',
  'image',
  'radio',
  'range',
  'reset',
  'submit',
])

/** Whether typing there writes text. */
export function isTextField(target: KeyTarget | null): boolean {
  if (!target) return false
  const tag = target.tagName?.toUpperCase()
  if (tag === 'INPUT') return !TEXTLESS_INPUTS.has(target.type ?? 'text')
  return tag === 'TEXTAREA' || tag === 'SELECT' || target.isContentEditable === true
}

interface Binding {
  readonly press: KeyBindingPress
  readonly action: Action
}

/** @throws when two actions want one key. */
export function bindings(actions: Iterable<Action>): readonly Binding[] {
  const seen = new Map<string, Action>()
  const list: Binding[] = []
  for (const action of actions)
    for (const shortcut of shortcutsOf(action)) {
      const name = normalize(shortcut)
      const other = seen.get(name)
      if (other) throw new Error(`The actions "${other.id}" and "${action.id}" both want the key ${shortcut}.`)
      seen.set(name, action)
      const [press, ...more] = parseKeybinding(shortcut)
      if (!press || more.length) throw new Error(`The shortcut "${shortcut}" of "${action.id}" must be one press.`)
      list.push({ press, action })
    }
  return list
}

/** Order of modifiers and case do not make another key. */
function normalize(shortcut: string): string {
  const parts = shortcut.toLowerCase().split(/\b\+/)
  return [...parts.slice(0, -1).sort(), parts.at(-1)].join('+')
}

export interface KeyContext {
  readonly target: KeyTarget | null
  readonly modal: boolean
}

/** The action that a key press means here, if any. */
export function actionFor(
  list: readonly Binding[],
  event: KeyboardEvent,
  { target, modal }: KeyContext,
): Action | null {
  if (event.defaultPrevented || event.isComposing) return null
  const found = list.find(({ press }) => matchKeyBindingPress(event, press))?.action
  if (!found || found.native) return null
  if (!found.inTextFields && (modal || isTextField(target))) return null
  return found
}

export function modalIsOpen(): boolean {
  return document.querySelector('[aria-modal="true"]') !== null
}

/** Listens on the window until the returned function is called. */
export function listenToKeys(services: EditorServices, actions: Iterable<Action>): () => void {
  const list = bindings(actions)
  const onKeyDown = (event: KeyboardEvent) => {
    const target = event.target instanceof HTMLElement ? event.target : null
    const found = actionFor(list, event, { target: target as KeyTarget | null, modal: modalIsOpen() })
    if (!found) return
    event.preventDefault()
    void perform(found, services)
  }
  window.addEventListener('keydown', onKeyDown)
  return () => window.removeEventListener('keydown', onKeyDown)
}
