/** @file Lets the model write, piece by piece, and again while it learns. */
import type { EditorServices } from '../state/context'
import { writeStore, type Sample } from './writeStore'

/** Earlier samples that are kept. */
const MOST_PAST = 12
/** Symbols in one piece at most; the engine gives back what it has after a tenth of a second. */
const PIECE = 40
/** While training, the engine rests so many times as long as it has written. */
const REST = 2
/** And not longer, ms: an answer that took long has waited for a step of training more than it has written. */
const MOST_REST = 200

type Author = Pick<EditorServices, 'client' | 'training'>

/** Counts beginnings: only the last one goes on. */
let turn = 0

export function stopWriting(): void {
  turn++
  writeStore.setState({ running: false })
}

/** Writes one sample to its end, unless it is stopped or begun anew. */
export async function startWriting({ client, training }: Author): Promise<void> {
  const mine = ++turn
  const { prompt, temperature, length, seed, now, past } = writeStore.getState()
  const stepNow = () => training.getState().progress?.step ?? null
  const step = stepNow()
  const kept = now?.text ? [now, ...past].slice(0, MOST_PAST) : past
  let sample: Sample = { step, until: step, prompt, text: '' }
  writeStore.setState({ running: true, now: sample, past: kept, problem: null, next: [] })
  try {
    for (let written = 0; written < length;) {
      const began = performance.now()
      const count = Math.min(PIECE, length - written)
      const text = sample.prompt + sample.text
      const answer = await client.write({ text, written, count, temperature, seed })
      if (mine !== turn) return
      if (!answer.ok) {
        writeStore.setState({ running: false, problem: answer.reason })
        return
      }
      written += answer.count
      sample = { ...sample, until: stepNow(), text: sample.text + answer.text }
      writeStore.setState({ now: sample, next: answer.next })
      if (isTraining({ training })) await rest(Math.min(MOST_REST, REST * (performance.now() - began)))
      if (mine !== turn) return
    }
    writeStore.setState({ running: false })
  } catch (problem) {
    if (mine !== turn) return
    const message = problem instanceof Error ? problem.message : String(problem)
    writeStore.setState({ running: false, problem: `The model could not write: ${message}` })
  }
}

const rest = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))
const isTraining = ({ training }: Pick<Author, 'training'>) => training.getState().progress?.status === 'running'

/**
 * While it is shown: writes anew whenever training has gone on since the last sample was begun.
 * @returns what ends it.
 */
export function followTraining(author: Author): () => void {
  const look = () => {
    const { live, running, now, problem } = writeStore.getState()
    const step = author.training.getState().progress?.step ?? null
    if (!live || running || problem !== null || step === null || now?.step === step) return
    void startWriting(author)
  }
  const offs = [author.training.subscribe(look), writeStore.subscribe(look)]
  look()
  return () => {
    for (const off of offs) off()
    stopWriting()
  }
}
