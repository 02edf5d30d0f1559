/** @file The engine in the test's own process, with a clock of its own and whatever else a test needs to decide. */
import { readFile } from 'node:fs/promises'
import { fileAssets, type AssetSource } from '../../src/data'
import { ops } from '../../src/ops'
import { createInProcessClient, engineHost, type EngineClient, type HostOptions } from '../../src/runtime'

const noFiles: AssetSource = () => Promise.reject(new Error('no files here'))

/** The data sets that are shipped. */
export const shippedFiles = fileAssets(['public'], (file) => readFile(file))

/** @param tick ms that pass between two looks at the clock. */
export function inProcess({
  tick = 1,
  ...given
}: Partial<HostOptions> & { readonly tick?: number } = {}): EngineClient {
  let clock = 0
  return createInProcessClient((events) =>
    engineHost({
      ops,
      assets: noFiles,
      giveWay: () => new Promise((resolve) => setImmediate(resolve)),
      now: () => (clock += tick),
      ...given,
      events,
    }),
  )
}
