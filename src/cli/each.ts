/** @file Every document in turn: one line of JSON or some words each, errors in words on stderr, and the exit code. */
import type { GraphDocument } from '../graph'
import type { Answer } from './answer'
import { Interrupted, INTERRUPTED_EXIT, type Interrupt } from './interrupt'
import { loadDocument } from './load'
import { CliProblem, errorJson } from './output'

export type Job = (document: GraphDocument) => Answer | Promise<Answer>

export interface Terminal {
  readonly out: (text: string) => void
  /** Words for people. */
  readonly say: (sentence: string) => void
  readonly interrupt: Interrupt
}

/** Loads one document after the other; see `eachFile`. */
export function each(files: readonly string[], json: boolean, terminal: Terminal, job: Job): Promise<number> {
  return eachFile(files, json, terminal, async (file) => job(await loadDocument(file)))
}

/** The exit code: 0 all well, 1 a file was refused or failed, 130 after Ctrl-C. A refused one prints its error in its place. */
export async function eachFile(
  files: readonly string[],
  json: boolean,
  { out, say, interrupt }: Terminal,
  job: (file: string) => Answer | Promise<Answer>,
): Promise<number> {
  let code = 0
  for (const [i, file] of files.entries()) {
    try {
      const answer = await job(file)
      out(json ? `${JSON.stringify(answer.json)}\n` : `${files.length > 1 ? `${file}\n` : ''}${answer.words}\n`)
      if (!answer.ok) code = 1
    } catch (thrown) {
      const problem = toProblem(thrown)
      if (json) out(`${JSON.stringify(errorJson(problem))}\n`)
      say(`${file}: ${problem.message}${problem.hint ? `\n  ${problem.hint}` : ''}`)
      code = 1
    }
    if (!interrupt.asked()) continue
    const left = files.length - i - 1
    if (left) say(`Interrupted: ${left} ${left === 1 ? 'document was' : 'documents were'} left out.`)
    return INTERRUPTED_EXIT
  }
  return code
}

function toProblem(thrown: unknown): CliProblem {
  if (thrown instanceof CliProblem) return thrown
  const message = thrown instanceof Error ? thrown.message : String(thrown)
  return new CliProblem(thrown instanceof Interrupted ? 'interrupted' : 'failed', message)
}
