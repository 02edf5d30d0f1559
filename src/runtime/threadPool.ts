/** @file Threads for data-parallel training, started when they are first wanted and kept for the next run. */
import type { ShardThread } from '../train'

/** How threads are started here, and whether they share memory with the engine. */
export interface ThreadSource {
  /** A thread that is ready. @throws Error when there can be none. */
  readonly open: () => Promise<ShardThread>
  readonly sharing: boolean
}

export class ThreadPool {
  readonly #threads: ShardThread[] = []

  constructor(private readonly source: ThreadSource | undefined) {}

  get sharing(): boolean {
    return this.source?.sharing ?? false
  }

  /** So many threads beside the engine's own; fewer where no more can be started. */
  async take(count: number): Promise<readonly ShardThread[]> {
    const { source } = this
    while (source && this.#threads.length < count) {
      const thread = await source.open().catch(() => null)
      if (!thread) break
      this.#threads.push(thread)
    }
    return this.#threads.slice(0, count)
  }
}
