/** @file Writing a file whole or not at all: a reader never meets half a document, and a crash leaves the old one. */
import { open, realpath, rename, rm } from 'node:fs/promises'
import path from 'node:path'
import { CliProblem } from './output'

/** @throws CliProblem when the place cannot be written. */
export async function writeWhole(file: string, text: string): Promise<void> {
  // A link stays a link: what it points to is replaced.
  const target = await realpath(file).catch(() => file)
  const beside = path.join(path.dirname(target), `.${path.basename(target)}.${process.pid}.tmp`)
  try {
    const handle = await open(beside, 'w')
    try {
      await handle.writeFile(text)
      await handle.sync()
    } finally {
      await handle.close()
    }
    await rename(beside, target)
  } catch (error) {
    await rm(beside, { force: true })
    throw new CliProblem(
      'file',
      `${file} could not be written (${(error as NodeJS.ErrnoException).code ?? 'error'}).`,
      'Check that the folder is there and may be written to.',
    )
  }
}
