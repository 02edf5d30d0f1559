/** @file The document: schema, commands, history, queries. Knows op names, no ops, and computes no numbers. */
export * from './commands'
export { copy, parseFragment, type Fragment } from './clipboard'
export { History } from './history'
export { layeredLayout, type LayoutOptions, type Size } from './layout'
export { LIMITS } from './limits'
export { nodeName } from './naming'
export { compareIds, own } from './own'
export { applyPatchesTo } from './patches'
export {
  ancestors,
  descendants,
  edgeAt,
  edgesInto,
  edgesOutOf,
  topologicalOrder,
  wouldCreateCycle,
  type WiredEdge,
} from './queries'
export {
  DEFAULT_EXERCISE,
  DEFAULT_TRAINING,
  documentSchema,
  emptyDocument,
  FORBIDDEN_KEYS,
  idSchema,
  portKey,
  tensorSchema,
  type DataBinding,
  type Exercise,
  type GraphDocument,
  type GraphEdge,
  type GraphNode,
  type Hidden,
  type PortRef,
  type StoredTensor,
  type TrainingSettings,
} from './schema'
export { decodeTensor, encodeTensor, type TensorContent } from './tensorData'
export type { CommandResult, Transaction } from './transaction'
export { parseJson, problem, tooLarge, type Problem } from './untrusted'
export { validateDocument, type Warning } from './validate'
