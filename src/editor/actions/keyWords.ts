/** @file How a shortcut is written to people: "⌘⇧Z" on a Mac, "Ctrl+Shift+Z" elsewhere. */

const NAMES: Record<string, string> = {
  Enter: 'Enter',
  Delete: 'Del',
  Backspace: 'Backspace',
  Equal: '+',
  Minus: '−',
  '?': '?',
}

export function isMac(platform = typeof navigator === 'undefined' ? '' : navigator.platform): boolean {
  return /Mac|iPod|iPhone|iPad/.test(platform)
}

/** The keys of one shortcut, in the order in which they are written. */
export function shortcutKeys(shortcut: string, mac = isMac()): readonly string[] {
  const parts = shortcut.split(/\b\+/)
  const key = parts.pop()!
  const modifiers = parts.map((part) => {
    if (part === '$mod') return mac ? '⌘' : 'Ctrl'
    if (part === 'Shift') return mac ? '⇧' : 'Shift'
    if (part === 'Alt') return mac ? '⌥' : 'Alt'
    return part
  })
  // "?" is typed with Shift on most keyboards; saying so would only confuse.
  if (key === '?') return ['?']
  return [...modifiers, NAMES[key] ?? key.replace(/^Digit/, '').toUpperCase()]
}

export function shortcutText(shortcut: string, mac = isMac()): string {
  return shortcutKeys(shortcut, mac).join(mac ? '' : '+')
}
