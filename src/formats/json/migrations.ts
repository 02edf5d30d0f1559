/**
 * @file Older files, brought up to date before they are checked. Every released version keeps its step here for ever,
 * and a golden file that proves it.
 */
import { problem, type Problem } from '../../graph'

/** From one version to the next: takes the raw JSON, returns new raw JSON; must not throw on odd input. */
export type Migration = (raw: Readonly<Record<string, unknown>>) => Record<string, unknown>
/** Migrations by the version that they start from. */
export type MigrationTable = Readonly<Record<number, Migration>>

export const CURRENT_VERSION = 1

/** Version 1 is the first that was released, so nothing has to be brought up to it. */
const MIGRATIONS: MigrationTable = {}

/**
 * Raw JSON of any released version, as raw JSON of the current one.
 * @param table,current what tests inject
 */
export function migrate(
  raw: Readonly<Record<string, unknown>>,
  table: MigrationTable = MIGRATIONS,
  current = CURRENT_VERSION,
): { readonly ok: true; readonly raw: Readonly<Record<string, unknown>>; readonly from: number } | Problem {
  const from = raw.version
  if (typeof from !== 'number' || !Number.isInteger(from) || from < 1)
    return problem(
      'bad-version',
      'This file does not say which version of the format it has.',
      `Its "version" must be a whole number from 1 to ${current}.`,
    )
  if (from > current)
    return problem(
      'newer-version',
      `This file was made by a newer Gradwire (format version ${from}; this one reads up to ${current}).`,
      'Update Gradwire, then open it again. The file was left as it is.',
    )
  let now = raw
  for (let version = from; version < current; version++) {
    const step = table[version]
    if (!step)
      return problem(
        'bad-version',
        `Format version ${version} was never released.`,
        'Choose a file that Gradwire saved.',
      )
    now = { ...step(now), version: version + 1 }
  }
  return { ok: true, raw: now, from }
}
