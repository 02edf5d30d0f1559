/**
 * @file One writer a document. The tab that holds the browser's lock autosaves; further tabs wait for it and get it,
 * within a fraction of a second, when the first is closed or crashes.
 */

export interface Claim {
  /** Whether this tab may autosave, now. */
  readonly owned: boolean
  /** Called when a waiting tab becomes the owner. Open the journal again then: the other tab's edits are newer. */
  onOwned(listener: () => void): () => void
  /** Gives the document up, or stops waiting for it. */
  release(): void
}

/**
 * Claims a document for this tab.
 * @param locks the browser's lock manager; without one (old browsers) every tab is an owner
 */
export async function claimDocument(
  name = 'current',
  locks: LockManager | undefined = globalThis.navigator?.locks,
): Promise<Claim> {
  if (!locks) return { owned: true, onOwned: () => () => {}, release: () => {} }
  const lock = `gradwire-document-${name}`
  const listeners = new Set<() => void>()
  let owned = false
  let release = () => {}
  const held = new Promise<void>((resolve) => (release = resolve))
  const take = () => {
    owned = true
    for (const listener of listeners) listener()
    return held
  }
  const first = await new Promise<boolean>((settle) => {
    const tried = locks.request(lock, { ifAvailable: true }, (granted) => {
      settle(granted !== null)
      return granted ? take() : undefined
    })
    // Locks can be refused altogether (sandboxed pages); then nobody else has one either.
    tried.catch(() => {
      owned = true
      settle(true)
    })
  })
  const waiting = new AbortController()
  if (!first) locks.request(lock, { signal: waiting.signal }, take).catch(() => {})
  return {
    get owned() {
      return owned
    },
    onOwned(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    release() {
      owned = false
      listeners.clear()
      waiting.abort()
      release()
    },
  }
}
