/** @file Reads one large file away from the page, which stays alive meanwhile. Ended by the page when it has answered. */
import { expose } from 'comlink'
import { readDocument, type ReadResult } from '../../formats'

const reading = {
  read: (bytes: Uint8Array, knownOps: ReadonlySet<string>): ReadResult => readDocument(bytes, { knownOps }),
}

export type Reading = typeof reading

expose(reading)
