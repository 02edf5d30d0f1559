/**
 * @file A user action is one object in one file: label, icon, shortcut, when it is possible, what it does.
 * Toolbar, menus, command palette, keyboard and tests all run that object.
 */
import type { ComponentType } from 'react'
import type { EditorServices } from '../state/context'
import { notify } from '../state/notify'

export type ActionGroup = 'File' | 'Edit' | 'Add' | 'Run' | 'Train' | 'View' | 'Help'

export interface Action {
  readonly id: string
  readonly label: string
  /** A sentence for tooltips and the command palette, where the label does not say it all. */
  readonly description?: string
  readonly group: ActionGroup
  readonly icon?: ComponentType<{ size?: number | string; stroke?: number | string }>
  /** tinykeys syntax: "$mod+z", "Shift+1", "F10". Two actions on one key are an error. */
  readonly shortcut?: string | readonly string[]
  /** The browser's own event runs it (copy, cut, paste, so that no permission is asked for): the key is only listed. */
  readonly native?: boolean
  /** Also works while a text field has the focus. */
  readonly inTextFields?: boolean
  /** true, or why not, in words. */
  readonly can?: (services: EditorServices) => true | string
  readonly run: (services: EditorServices) => void | Promise<void>
}

export function defineAction(action: Action): Action {
  return action
}

/** true, or why not. */
export function possible(action: Action, services: EditorServices): true | string {
  return action.can?.(services) ?? true
}

/** Runs the action, or says why it cannot be run now. Failures are told, never swallowed. */
export async function perform(action: Action, services: EditorServices): Promise<void> {
  const answer = possible(action, services)
  if (answer !== true) {
    services.view.announce(answer)
    // A dimmed button that is pressed all the same answers where everybody sees it.
    notify({ tone: 'info', key: 'not-now', message: answer })
    return
  }
  try {
    await action.run(services)
  } catch (error) {
    notify({
      tone: 'error',
      title: `“${action.label}” failed.`,
      message: error instanceof Error ? error.message : String(error),
      hint: 'The graph is as it was. Try again, or save the file and reload the page.',
    })
  }
}
