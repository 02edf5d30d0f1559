/**
 * @file Parameters that stay where a recording keeps them. A step of plain descent moves them in place; copying each of
 * them out and in again cost a third of a step of a small network, most of it for throwing the copies away.
 */
import type { DType, Shape, Tensor, TensorData } from '../tensor'

/**
 * A tensor in the memory of a recording, copied when its numbers are first asked for. Inside the training loop it is
 * passed on unread; whatever leaves the loop is `settled` first.
 */
export class InPlace implements Tensor {
  #copy: TensorData | null = null
  #settled: Tensor | null = null

  /** @param read the numbers as they lie there; throws when they have been written over. */
  constructor(
    readonly dtype: DType,
    readonly shape: Shape,
    private readonly read: () => TensorData,
  ) {}

  get data(): TensorData {
    return (this.#copy ??= this.read().slice())
  }

  /** The same as a plain object, which can be kept, sent and compared by identity. */
  settle(): Tensor {
    return (this.#settled ??= { dtype: this.dtype, shape: this.shape, data: this.data })
  }
}

/** Fit to be handed out: good for ever. */
export function settled(tensors: ReadonlyMap<string, Tensor>): Map<string, Tensor> {
  return new Map([...tensors].map(([key, tensor]) => [key, tensor instanceof InPlace ? tensor.settle() : tensor]))
}
