/** @file Threads that share no memory: rows and gradients go as messages, whose buffers change hands and are not copied. */
import type { Tensor } from '../tensor'
import { rowsOf, type LinkOptions, type ShardLink, type Work } from './links'
import type { ShardResult, ShardThread } from './shards'

export function messageLinks({ document, dtype, threads, isSplit }: LinkOptions): ShardLink[] {
  return threads.map((thread) => new MessageLink(thread, document, dtype, isSplit))
}

class MessageLink implements ShardLink {
  readonly #sent = new Map<string, Tensor>()
  #result: ShardResult | null = null

  constructor(
    private readonly thread: ShardThread,
    private readonly document: LinkOptions['document'],
    private readonly dtype: LinkOptions['dtype'],
    private readonly isSplit: (key: string) => boolean,
  ) {
    thread.listen((result) => {
      this.#result = result
    })
  }

  begin({ turn, values, first, count }: Work): void {
    const inputs = new Map<string, Tensor>()
    const transfer: ArrayBuffer[] = []
    const isNew = !this.#sent.size
    for (const [key, tensor] of values) {
      if (this.isSplit(key)) {
        const rows = rowsOf(tensor, first, count)
        const data = rows.data.slice()
        inputs.set(key, { ...rows, data })
        transfer.push(data.buffer as ArrayBuffer)
      } else if (this.#sent.get(key) !== tensor) {
        this.#sent.set(key, tensor)
        // Others get the same numbers, so these are copied: alone, not with the whole buffer that they may lie in.
        const data = tensor.data.slice()
        inputs.set(key, { ...tensor, data })
        transfer.push(data.buffer as ArrayBuffer)
      }
    }
    const { document, dtype } = this
    this.thread.post({ turn, dtype, inputs, ...(isNew ? { document } : {}) }, transfer)
  }

  result(turn: number): ShardResult | null {
    return this.#result?.turn === turn ? this.#result : null
  }

  /** The thread waits for messages anyway, and begins anew with the next document. */
  close(): void {
    this.#sent.clear()
    this.thread.listen(() => undefined)
  }
}
