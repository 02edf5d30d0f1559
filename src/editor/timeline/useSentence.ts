/** @file Where the cursor is, in words. */
import { ops } from '../../ops'
import { useDocument, useRun } from '../state/context'
import { cursorSentence } from './eventWords'

export function useSentence(): string {
  const document = useDocument((state) => state.document)
  const trace = useRun((summary) => summary.trace)
  const cursor = useRun((summary) => summary.cursor)
  const recorded = useRun((summary) => summary.recorded)
  const answered = useRun((summary) => summary.answered)
  const events = cursorSentence(document, ops, trace, cursor, answered)
  return recorded ? `step ${recorded.step + 1} of ${recorded.steps}, ${events}` : events
}
