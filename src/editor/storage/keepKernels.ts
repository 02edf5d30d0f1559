/**
 * @file The past of kernels outlives the page: what Look inside scrubs through is there again after a reload, be it that the
 * run was on its way or had ended. It goes when another run begins or another document is opened.
 */
import type { EngineClient, KernelMoment } from '../../runtime/protocol'
import type { DocumentStore } from '../state/documentStore'
import type { RunKeeper } from './runKeeper'

/** Milliseconds between two writes while training goes on. */
const EVERY = 5000
/** Bytes that are kept: all moments of a LeNet, or 30 of the first layer of AlexNet. */
const MOST = 2 ** 22

export interface KernelKeeping {
  readonly client: Pick<EngineClient, 'on' | 'lookPast'>
  readonly documents: Pick<DocumentStore, 'onChange'>
  readonly keeper: Pick<RunKeeper, 'keepKernels'>
  readonly now?: () => number
}

export function keepKernels({ client, documents, keeper, now = () => performance.now() }: KernelKeeping): void {
  let written = -Infinity
  let running = false
  /** What is on its way from the engine when this has changed belongs to another run. */
  let run = 0
  const forget = () => {
    run++
    written = -Infinity
    keeper.keepKernels(null)
  }
  client.on('training', ({ status }) => (running = status === 'running'))
  // A moment is told after how training stands at it: the last one of a run finds it ended.
  client.on('kernels', (news) => {
    if (!news) return forget()
    // The start alone is no past, and the first moment after it must not wait for it.
    if (news.moment.step === 0 || (running && now() - written < EVERY)) return
    written = now()
    const mine = run
    // Refused in an exercise that hides numbers: there is no past to be looked at.
    client.lookPast(MOST).then(
      (past) => mine === run && keeper.keepKernels(past),
      () => undefined,
    )
  })
  documents.onChange(({ kind }) => {
    if (kind === 'open') forget()
  })
}

/** @param until the step at which training is taken up: what came after it comes again. */
export function pastUntil(past: readonly KernelMoment[], until = Infinity): readonly KernelMoment[] {
  return past.filter(({ step }) => step <= until)
}
