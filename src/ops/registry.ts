/** @file All ops, found by file name. Adding an op edits no list. */
import type { Op } from './defineOp'

const modules = import.meta.glob<{ default: Op }>('./*.op.ts', { eager: true })

export const ops: ReadonlyMap<string, Op> = new Map(
  Object.values(modules)
    .map((module) => module.default)
    .sort((a, b) => a.id.localeCompare(b.id))
    .map((op) => [op.id, op]),
)
