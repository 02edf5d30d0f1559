/** @file `gradwire train`: trains with the document's settings, which the flags override. */
import { totalmem } from 'node:os'
import type { LoadedData } from '../../data'
import { memoryBudget } from '../../engine'
import { writeDocument } from '../../formats'
import { DEFAULT_TRAINING, type GraphDocument, type TrainingSettings } from '../../graph'
import { ops } from '../../ops'
import { feedingFor, Trainer, TrainingProblem, type NonFinite, type StepResult } from '../../train'
import type { Answer } from '../answer'
import { inPieces, never } from '../interrupt'
import { assets, loadBoundData } from '../load'
import { CliProblem, jsonTensors } from '../output'
import { openThreads } from '../threads'
import { writeWhole } from '../writeWhole'

export interface TrainFlags {
  readonly steps?: number
  readonly epochs?: number
  readonly seed?: number
  readonly dtype: 'float64' | 'float32'
  readonly out?: string
  readonly threads?: number
}

export interface TrainProgress {
  begin(total: number): void
  step(done: number, loss: number, accuracy: number | null): void
  end(): void
  /** A sentence for people, on stderr. */
  say?(sentence: string): void
}

interface Ending {
  readonly losses: readonly number[]
  readonly accuracy: number | null
  readonly stopped: NonNullable<StepResult['stopped']> | 'interrupted'
  readonly cause?: NonFinite
}

/**
 * @param stopped asked between two pieces of work; true ends training after the last whole step, and what was learned
 * is saved and printed.
 * @throws CliProblem when training cannot start or an op refuses its numbers.
 */
export async function trainCommand(
  document: GraphDocument,
  flags: TrainFlags,
  progress: TrainProgress,
  stopped: () => boolean,
): Promise<Answer> {
  const data = await loadBoundData(document, assets)
  const settings = settingsOf(document, flags, data)
  const threads = await openThreads((flags.threads ?? 1) - 1, new URL(import.meta.url))
  try {
    const trainer = new Trainer({
      // The seed of the document also draws the parameters.
      document: { ...document, training: settings },
      ops,
      settings,
      data,
      dtype: flags.dtype,
      memoryBudget: memoryBudget(totalmem()),
      threads,
    })
    progress.begin(settings.steps)
    const ending = await work(trainer, settings.steps, progress, stopped).finally(() => {
      progress.end()
      trainer.close()
    })
    if (trainer.oneThreadBecause) progress.say?.(`Trained on one thread. ${trainer.oneThreadBecause}`)
    const heldOut =
      trainer.hasHeldOut && ending.stopped !== 'interrupted' ? await inPieces(trainer.evaluate(), never) : null
    if (flags.out)
      await writeWhole(
        flags.out,
        writeDocument({ ...document, tensors: { ...document.tensors, ...trainer.parameters() } }),
      )
    return answer(trainer, ending, heldOut, flags.out)
  } catch (problem) {
    if (!(problem instanceof TrainingProblem)) throw problem
    throw new CliProblem(problem.code, problem.message, problem.hint, problem.node, problem.port)
  } finally {
    for (const thread of threads) thread.stop()
  }
}

/** `--steps` goes before `--epochs`, and both before the document. */
function settingsOf(document: GraphDocument, flags: TrainFlags, data: LoadedData | null): TrainingSettings {
  const settings = { ...DEFAULT_TRAINING, ...document.training }
  if (flags.seed !== undefined) settings.seed = flags.seed
  if (flags.steps !== undefined) settings.steps = flags.steps
  else if (flags.epochs !== undefined) {
    const { size } = feedingFor(document, data).train
    settings.steps = flags.epochs * (settings.batchSize === null ? 1 : Math.ceil(size / settings.batchSize))
  }
  return settings
}

const SLICE_MS = 50

async function work(trainer: Trainer, steps: number, progress: TrainProgress, stopped: () => boolean): Promise<Ending> {
  const losses: number[] = []
  let accuracy: number | null = null
  let until = performance.now() + SLICE_MS
  while (trainer.step < steps) {
    const pieces = trainer.steps()
    let next = pieces.next()
    while (!next.done) {
      if (performance.now() > until) {
        await never.breathe()
        until = performance.now() + SLICE_MS
        // A step that is not done is as if it had not begun.
        if (stopped()) return { losses, accuracy, stopped: 'interrupted' }
      }
      next = pieces.next()
    }
    const { step, loss, accuracy: right, stopped: why, cause } = next.value
    losses.push(loss)
    accuracy = right
    progress.step(step, loss, accuracy)
    if (why) return { losses, accuracy, stopped: why, ...(cause ? { cause } : {}) }
    if (stopped()) return { losses, accuracy, stopped: 'interrupted' }
  }
  return { losses, accuracy, stopped: 'finished' }
}

function answer(
  trainer: Trainer,
  { losses, accuracy, stopped, cause }: Ending,
  heldOut: { loss: number; accuracy: number | null } | null,
  out: string | undefined,
): Answer {
  const steps = losses.length
  const held =
    heldOut &&
    `held out  loss ${heldOut.loss}${heldOut.accuracy === null ? '' : `, accuracy ${(100 * heldOut.accuracy).toFixed(2)} %`}`
  return {
    ok: stopped !== 'diverged',
    json: {
      losses: losses.map((loss) => (Number.isFinite(loss) ? loss : String(loss))),
      metrics: { steps, accuracy, heldOut },
      stopped,
      ...(cause ? { cause } : {}),
      parameters: jsonTensors(new Map([...trainer.parameterTensors(), ...trainer.untouched])),
    },
    words: [
      `${stopped} after ${steps} ${steps === 1 ? 'step' : 'steps'}`,
      ...(cause ? [cause.message, `  ${cause.hint}`, 'The last finite parameters are kept.'] : []),
      ...(steps ? [`loss  ${losses[0]} → ${losses.at(-1)}`] : []),
      ...(held ? [held] : []),
      ...(out ? [`saved to ${out}`] : []),
    ].join('\n'),
  }
}
