/** @file All actions, found by file name. */
import type { Action } from './action'

const modules = import.meta.glob<{ default: Action }>('./*.action.ts', { eager: true })

export const actions: ReadonlyMap<string, Action> = new Map(
  Object.values(modules).map((module) => [module.default.id, module.default]),
)

/** @throws when no action has that id: a wiring mistake, found by the first test that renders it. */
export function action(id: string): Action {
  const found = actions.get(id)
  if (!found) throw new Error(`There is no action "${id}".`)
  return found
}
