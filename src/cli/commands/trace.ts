/** @file `gradwire trace`: both passes, event by event. */
import type { GraphDocument } from '../../graph'
import type { Answer } from '../answer'
import { never, type Interrupt } from '../interrupt'
import { differentiate } from './grad'

export async function traceCommand(
  document: GraphDocument,
  { feed }: { feed: readonly string[] },
  interrupt: Interrupt = never,
): Promise<Answer> {
  const { trace } = await differentiate(document, feed, interrupt)
  const words = trace.map(
    (e) =>
      `${String(e.index + 1).padStart(4)}  ${e.phase.padEnd(8)}  ${e.kind.padEnd(18)}  ${e.node}.${e.port}${e.edge ? `  over ${e.edge}` : ''}`,
  )
  return { ok: true, json: trace, words: words.join('\n') }
}
