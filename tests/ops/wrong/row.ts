import type { Attrs } from '../../../src/ops'
import type { DType, SymbolicShape, Tensor } from '../../../src/tensor'

/**
 * One wrong wiring. Each port in `inputs` is wired to an input node that has the port's name and this shape; trainable
 * ports that are left out are the node's own. The node itself has the name of its op.
 */
export interface WrongWiring {
  readonly op: string
  readonly attrs?: Attrs
  readonly inputs: Readonly<Record<string, SymbolicShape>>
  /** Of ports that are not wired to what they take. */
  readonly dtypes?: Readonly<Record<string, DType>>
  /** Numbers at the inputs, where the shapes are right and they are what is wrong. */
  readonly values?: Readonly<Record<string, Tensor>>
  /** The port that is blamed; absent: none. */
  readonly port?: string
  /** What is said, with the names of nodes filled in. */
  readonly says: string
  readonly hint: string
}
