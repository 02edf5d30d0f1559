/** @file In and out: what a document can be read from and written to. A folder a format. */
export {
  describeUnknownOps,
  jsonSchema,
  readDocument,
  writeDocument,
  type ReadOptions,
  type ReadResult,
  type UnknownOp,
} from './json'
