export { jsonSchema } from './schema'
export { CURRENT_VERSION, migrate, type Migration, type MigrationTable } from './migrations'
export { describeUnknownOps, readDocument, type ReadOptions, type ReadResult, type UnknownOp } from './read'
export { writeDocument } from './write'
