/** @file Gabor fits that follow the kernels: piece by piece, round after round while the kernels change. */
import type { EngineClient, FilterFit } from '../../runtime/protocol'
import type { EditorServices } from '../state/context'

export interface Fits {
  /** By kernel; undefined where none was made yet. */
  readonly fits: readonly (FilterFit | null | undefined)[]
  /** The last round is of the kernels as they are now. */
  readonly complete: boolean
  readonly problem: string | null
}

export const NO_FITS: Fits = { fits: [], complete: false, problem: null }

/** While training, the engine rests so many times as long as it has fitted. */
const REST = 3
/** And not longer, ms: an answer that took long has waited for a step of training more than it has fitted. */
const MOST_REST = 300

/** @returns what ends it. */
export function followFits(
  { client, run, training }: Pick<EditorServices, 'run' | 'training'> & { readonly client: EngineClient },
  wish: { readonly node: string; readonly channel: number },
  tell: (fits: Fits) => void,
): () => void {
  let stopped = false
  let known: Fits = NO_FITS
  const say = (news: Partial<Fits>) => {
    if (stopped) return
    known = { ...known, ...news }
    tell(known)
  }
  const round = async () => {
    for (let first: number | null = 0; first !== null && !stopped;) {
      const began = performance.now()
      const answer = await client.fitKernels({ ...wish, first })
      if (!answer.ok) return say({ fits: [], problem: answer.reason })
      const fits = known.fits.slice()
      answer.fits.forEach((fit, i) => (fits[answer.first + i] = fit))
      say({ fits, problem: null })
      first = answer.next
      if (training.getState().progress?.status === 'running')
        await rest(Math.min(MOST_REST, REST * (performance.now() - began)))
    }
  }
  const work = async () => {
    while (!stopped) {
      const { revision } = run.summary()
      say({ complete: false })
      await round()
      if (stopped) return
      if (run.summary().revision === revision) {
        say({ complete: true })
        await changed(run)
      }
    }
  }
  work().catch((problem: unknown) => say({ problem: problem instanceof Error ? problem.message : String(problem) }))
  return () => {
    stopped = true
  }
}

const rest = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))

/** Resolves at the next news of the run. */
function changed(run: EditorServices['run']): Promise<void> {
  const { revision } = run.summary()
  return new Promise((resolve) => {
    const off = run.subscribe(() => {
      if (run.summary().revision === revision) return
      off()
      resolve()
    })
  })
}
