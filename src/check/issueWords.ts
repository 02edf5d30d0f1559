/** @file What an attribute's schema refuses, in plain words. */
import type { z } from 'zod'

type Issue = z.core.$ZodIssue
type Range = z.core.$ZodIssueTooSmall | z.core.$ZodIssueTooBig

const KINDS: Readonly<Record<string, string>> = {
  int: 'a whole number',
  number: 'a number',
  boolean: 'true or false',
  string: 'a text',
  array: 'a list',
  tuple: 'a list',
  null: 'null',
}

/** "must be a whole number.", to stand behind the name of the attribute; sentences of an op's own are kept. */
export function issueWords(issue: Issue): string {
  const wanted = demand(issue)
  if (wanted === null) return `is not valid. ${issue.message.replace(/[.]?$/, '.')}`
  return isMissing(issue) ? `is missing: it must be ${wanted}.` : `must be ${wanted}.`
}

/**
 * The issue a person should read about, and where: in a choice between kinds, the one that was meant. A list with one
 * wrong entry was meant to be a list, so its entry is what is wrong.
 */
export function nearest(issue: Issue): Issue {
  if (issue.code !== 'invalid_union') return issue
  const deeper = issue.errors.flatMap((errors) => errors.filter(({ path }) => path.length > 0).slice(0, 1))
  return deeper.length === 1 ? nearest({ ...deeper[0]!, path: [...issue.path, ...deeper[0]!.path] }) : issue
}

/** zod tells a missing value from a wrong one in its sentence only. */
export function isMissing(issue: Issue): boolean {
  if (issue.code === 'invalid_union')
    return issue.errors.length > 0 && issue.errors.every(([first]) => first !== undefined && isMissing(first))
  return issue.code === 'invalid_type' && issue.message.endsWith('received undefined')
}

/** What stands behind "must be"; null where only the schema's own sentence says it. */
function demand(issue: Issue): string | null {
  switch (issue.code) {
    case 'invalid_type':
      return KINDS[issue.expected] ?? null
    case 'invalid_value':
      return issue.values.length > 1 ? `one of ${issue.values.join(', ')}` : String(issue.values[0])
    case 'too_small':
      return ranged(issue, issue.minimum, issue.inclusive === false ? 'above' : null, 'or more')
    case 'too_big':
      return ranged(issue, issue.maximum, issue.inclusive === false ? 'below' : null, 'or less')
    case 'invalid_union': {
      const branches = issue.errors.flatMap((errors) => (errors[0] ? [demand(errors[0])] : []))
      return branches.length > 0 && branches.every((branch) => branch !== null)
        ? [...new Set(branches)].join(', or ')
        : null
    }
    default:
      return null
  }
}

function ranged({ origin }: Range, limit: number | bigint, strict: string | null, loose: string): string | null {
  if (origin === 'number' || origin === 'int') return strict ? `${strict} ${limit}` : `${limit} ${loose}`
  if (origin === 'array')
    return `a list with ${limit} ${limit === 1 && loose === 'or more' ? 'entry' : 'entries'} ${loose}`
  return null
}
