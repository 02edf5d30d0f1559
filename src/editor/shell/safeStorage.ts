/** @file localStorage that never throws: where it is refused, sizes are remembered as long as the page. */
const memory = new Map<string, string>()

export const safeStorage = {
  getItem(key: string): string | null {
    try {
      return localStorage.getItem(key) ?? memory.get(key) ?? null
    } catch {
      return memory.get(key) ?? null
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
