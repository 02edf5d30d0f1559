/** @file JSON for people and for diffs: what is short stands on one line, lists of numbers always do. */

const WIDTH = 100

/** Pretty JSON of plain data. Unlike JSON.stringify it keeps −0, and leaves the order of keys to the caller. */
export function prettyJson(value: unknown, expand: ReadonlySet<unknown> = new Set()): string {
  return print(value, '', 0, expand)
}

/** @param used columns already taken on the line */
function print(value: unknown, indent: string, used: number, expand: ReadonlySet<unknown>): string {
  if (typeof value !== 'object' || value === null) return scalar(value)
  if (Array.isArray(value) && value.every((item) => typeof item !== 'object' || item === null))
    return `[${value.map(scalar).join(', ')}]`
  if (!expand.has(value)) {
    const line = inline(value, WIDTH - indent.length - used)
    if (line !== null) return line
  }
  const inner = `${indent}  `
  if (Array.isArray(value))
    return `[\n${value.map((item) => inner + print(item, inner, 0, expand)).join(',\n')}\n${indent}]`
  const lines = entries(value).map(([key, item]) => {
    const name = `${JSON.stringify(key)}: `
    return inner + name + print(item, inner, name.length, expand)
  })
  return lines.length ? `{\n${lines.join(',\n')}\n${indent}}` : '{}'
}

/** The value on one line, or null as soon as that is longer than `room`: so the whole stays linear. */
function inline(value: unknown, room: number): string | null {
  if (room < 0) return null
  if (typeof value !== 'object' || value === null) {
    const text = scalar(value)
    return text.length <= room ? text : null
  }
  const isArray = Array.isArray(value)
  let text = ''
  for (const [key, item] of isArray ? value.map((entry) => ['', entry] as const) : entries(value)) {
    const name = isArray ? '' : `${JSON.stringify(key)}: `
    const part = inline(item, room - text.length - name.length - 4)
    if (part === null) return null
    text += (text && ', ') + name + part
  }
  if (!text) return isArray ? '[]' : '{}'
  return text.length + 4 > room ? null : isArray ? `[${text}]` : `{ ${text} }`
}

function entries(value: object): [string, unknown][] {
  return Object.entries(value).filter(([, item]) => item !== undefined)
}

function scalar(value: unknown): string {
  return Object.is(value, -0) ? '-0' : (JSON.stringify(value) ?? 'null')
}
