/**
 * @file All ops, found by file name. Adding an op edits no list. In the page's bundle another file takes the place of this
 * one (`scripts/pageOps.mjs`): it starts with the ops of the first example and loads the others beside the first picture.
 */
import type { Op } from './defineOp'

const modules = import.meta.glob<{ default: Op }>('./*.op.ts', { eager: true })

export const ops: ReadonlyMap<string, Op> = new Map(
  Object.values(modules)
    .map((module) => module.default)
    .sort((a, b) => a.id.localeCompare(b.id))
    .map((op) => [op.id, op]),
)

/** Resolves when `ops` has all of them, as it has from the start everywhere but in the page. */
export const loadOps = (): Promise<void> => Promise.resolve()
