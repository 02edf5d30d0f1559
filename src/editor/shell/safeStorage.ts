/**
 * @file localStorage for JSON that never throws: where it is refused, sizes are remembered as long as the page; what is
 * no JSON was written by something else and counts as nothing.
 */
const memory = new Map<string, string>()

function read(key: string): string | null {
  try {
    return localStorage.getItem(key) ?? memory.get(key) ?? null
  } catch {
    return memory.get(key) ?? null
  }
}

export const safeStorage = {
  getItem(key: string): string | null {
    const text = read(key)
    try {
      return text !== null && JSON.parse(text) ? text : null
    } catch {
      return null
    }
  },
  setItem(key: string, value: string): void {
    memory.set(key, value)
    try {
      localStorage.setItem(key, value)
    } catch {
      // Kept in memory.
    }
  },
}
