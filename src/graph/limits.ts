/** @file How large a document may be. Checked on files before anything is allocated, and by commands that add. */

export const LIMITS = {
  /** Bytes of a file. */
  fileBytes: 50_000_000,
  /** Levels of nested lists and objects; deeper ones cannot be stored by the browser. */
  depth: 64,
  /** Lists and objects in one file. */
  containers: 2_000_000,
  nodes: 20_000,
  edges: 60_000,
  /** Axes of a tensor. */
  rank: 8,
  /** Bytes of one tensor, and of all tensors, in memory. */
  tensorBytes: 256 * 1024 * 1024,
  totalTensorBytes: 1024 * 1024 * 1024,
} as const
