/** @file Attributes: with their defaults, or what is wrong with them in words. */
import type { z } from 'zod'
import type { GraphNode } from '../graph'
import type { Attrs, Op } from '../ops'
import { isMissing, issueWords, nearest } from './issueWords'

/** One diagnostic for each attribute that its schema refuses. */
export function attributeDiagnostics(
  name: string,
  error: z.ZodError,
): { code: string; message: string; hint: string }[] {
  return error.issues.slice(0, 3).map((found) => {
    const issue = nearest(found)
    const path = pathText(issue.path) || 'its attributes'
    return {
      code: 'attribute',
      message: `${name}: ${path} ${issueWords(issue)}`,
      hint: `${isMissing(issue) ? 'Set' : 'Change'} ${path} in the Attributes tab.`,
    }
  })
}

/** A warning for each attribute that the op does not have: a misspelt one would be left at its default in silence. */
export function unknownAttributes(
  name: string,
  op: Op,
  node: GraphNode,
): { severity: 'warning'; code: string; message: string; hint: string }[] {
  const known = Object.keys(op.attrs.shape)
  return Object.keys(node.attrs ?? {})
    .filter((key) => !known.includes(key))
    .slice(0, 3)
    .map((key) => ({
      severity: 'warning',
      code: 'unknown-attribute',
      message: `${name} has an attribute "${key}", which ${node.op} does not know: it changes nothing.`,
      hint: known.length ? `Remove it, or use one of ${known.join(', ')}.` : `Remove it: ${node.op} has no attributes.`,
    }))
}

/** "ranges[0][3]" */
function pathText(path: readonly PropertyKey[]): string {
  return path.map((step, i) => (typeof step === 'number' ? `[${step}]` : `${i > 0 ? '.' : ''}${String(step)}`)).join('')
}

type ParsedAttrs = { success: true; data: Attrs } | { success: false; error: z.ZodError }

/**
 * Attributes are immutable, so they are parsed once for an op; the same object also tells the engine that nothing
 * changed. Keyed by the stored record (renaming a node keeps it), or by the op where there is none.
 */
const parsedAttrs = new WeakMap<object, Map<Op, ParsedAttrs>>()

export function parseAttrs(op: Op, node: GraphNode): ParsedAttrs {
  const key = node.attrs ?? op
  let byOp = parsedAttrs.get(key)
  if (!byOp) parsedAttrs.set(key, (byOp = new Map()))
  let parsed = byOp.get(op)
  if (!parsed) byOp.set(op, (parsed = op.attrs.safeParse(node.attrs ?? {}) as ParsedAttrs))
  return parsed
}
