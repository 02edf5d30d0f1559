/** @file Light, dark, or the system's choice: remembered on this device, changeable from outside of React. */
import type { MantineColorScheme, MantineColorSchemeManager } from '@mantine/core'

const KEY = 'gradwire-color-scheme'
let onUpdate: ((scheme: MantineColorScheme) => void) | null = null

const isScheme = (value: unknown): value is MantineColorScheme =>
  value === 'light' || value === 'dark' || value === 'auto'

/** Storage can be refused (private windows, policies): then the choice lives as long as the page. */
let fallback: MantineColorScheme = 'auto'

function read(): MantineColorScheme {
  try {
    const stored = localStorage.getItem(KEY)
    return isScheme(stored) ? stored : fallback
  } catch {
    return fallback
  }
}

function write(scheme: MantineColorScheme) {
  fallback = scheme
  try {
    localStorage.setItem(KEY, scheme)
  } catch {
    // Kept in `fallback`.
  }
}

const fromOtherTab = (event: StorageEvent) => {
  if (event.key === KEY && isScheme(event.newValue)) onUpdate?.(event.newValue)
}

export const colorSchemeManager: MantineColorSchemeManager = {
  get: () => read(),
  set: write,
  subscribe(listener) {
    onUpdate = listener
    window.addEventListener('storage', fromOtherTab)
  },
  unsubscribe() {
    onUpdate = null
    window.removeEventListener('storage', fromOtherTab)
  },
  clear: () => write('auto'),
}

/** What is on the screen now. */
export function shownScheme(): 'light' | 'dark' {
  const scheme = read()
  if (scheme !== 'auto') return scheme
  return window.matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light'
}

/** Switches between light and dark. Returns the new one. */
export function toggleColorScheme(): 'light' | 'dark' {
  const next = shownScheme() === 'dark' ? 'light' : 'dark'
  write(next)
  onUpdate?.(next)
  return next
}
