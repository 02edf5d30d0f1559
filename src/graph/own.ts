/** @file Reading records by keys that came from a file. */

/**
 * The record's own entry, or undefined. Ids such as `toString` are legal, so a plain `record[id]` could
 * answer with a method of Object.prototype; this never does.
 */
export function own<T>(record: Readonly<Record<string, T>> | undefined, key: string): T | undefined {
  return record !== undefined && Object.hasOwn(record, key) ? record[key] : undefined
}

/** Orders ids as people do: z2 before z10. The same everywhere, whatever the language of the machine. */
export function compareIds(a: string, b: string): number {
  if (a === b) return 0
  const left = chunks(a)
  const right = chunks(b)
  for (let i = 0; i < Math.min(left.length, right.length); i++) {
    const l = left[i]!
    const r = right[i]!
    if (l === r) continue
    const byNumber = Number(l) - Number(r)
    if (byNumber) return byNumber
    return l < r ? -1 : 1
  }
  return left.length - right.length || (a < b ? -1 : 1)
}

const CHUNK = /\d+|\D+/g
const known = new Map<string, readonly string[]>()

/** Sorting asks for the same ids again and again; the memory is emptied before it grows large. */
function chunks(id: string): readonly string[] {
  let found = known.get(id)
  if (!found) {
    if (known.size > 100_000) known.clear()
    known.set(id, (found = id.match(CHUNK) ?? []))
  }
  return found
}
