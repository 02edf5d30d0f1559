/**
 * @file Where is the mistake in this JSON? Browsers disagree on what they say (some say nothing), so once
 * JSON.parse has refused a text, this walks through it again. Without recursion, in linear time.
 */

const SPACE = /[ \t\n\r]*/y
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y
const WORD = /true|false|null/y

export interface SyntaxMistake {
  /** Where reading had to stop; the length of the text when it ends too early. */
  readonly offset: number
  /** What should stand there, in words. */
  readonly expected: string
}

/** The first mistake of a text that JSON.parse refuses. */
export function locateSyntaxError(text: string): SyntaxMistake {
  /** What is open: true an object, false a list. */
  const open: boolean[] = []
  let at = 0
  let expect: 'value' | 'value-or-end' | 'key' | 'key-or-end' | 'after' = 'value'
  const skip = (pattern: RegExp): boolean => {
    pattern.lastIndex = at
    if (!pattern.test(text)) return false
    at = pattern.lastIndex
    return true
  }
  for (;;) {
    skip(SPACE)
    const c = text[at]
    if (expect === 'after') {
      const inObject = open.at(-1)
      if (inObject === undefined) return { offset: at, expected: 'the end of the file' }
      if (c === ',') expect = inObject ? 'key' : 'value'
      else if (c === (inObject ? '}' : ']')) open.pop()
      else return { offset: at, expected: inObject ? 'a comma or "}"' : 'a comma or "]"' }
      at++
    } else if (expect === 'key' || expect === 'key-or-end') {
      if (c === '}' && expect === 'key-or-end') {
        open.pop()
        at++
        expect = 'after'
        continue
      }
      if (c !== '"')
        return {
          offset: at,
          expected: expect === 'key' ? 'a name in double quotes' : 'a name in double quotes, or "}"',
        }
      const bad = skipString()
      if (bad) return bad
      skip(SPACE)
      if (text[at] !== ':') return { offset: at, expected: 'a colon' }
      at++
      expect = 'value'
    } else {
      if (c === '{' || c === '[') {
        open.push(c === '{')
        at++
        expect = c === '{' ? 'key-or-end' : 'value-or-end'
        continue
      }
      if (c === ']' && expect === 'value-or-end') {
        open.pop()
        at++
      } else if (c === '"') {
        const bad = skipString()
        if (bad) return bad
      } else if (!skip(WORD) && !skip(NUMBER)) return { offset: at, expected: 'a value' }
      expect = 'after'
    }
  }

  /** Moves past the string at `at`, or says where it breaks. */
  function skipString(): SyntaxMistake | null {
    for (let i = at + 1; i < text.length; i++) {
      const c = text.charCodeAt(i)
      if (c === 0x22) {
        at = i + 1
        return null
      }
      if (c < 0x20) return { offset: i, expected: 'a closing quote (a text cannot go over the end of a line)' }
      if (c === 0x5c) {
        const escape = /^(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/.exec(text.slice(i + 1, i + 6))
        if (!escape) {
          const cut = i + 6 > text.length && /^(?:$|u[0-9a-fA-F]*$)/.test(text.slice(i + 1))
          return {
            offset: cut ? text.length : i,
            expected: cut ? 'a closing quote' : 'an escape such as \\n or \\u0041',
          }
        }
        i += escape[0].length
      }
    }
    return { offset: text.length, expected: 'a closing quote' }
  }
}
