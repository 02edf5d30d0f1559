/** @file The calls that train. One run at a time; any change of what is computed ends it, but for its own parameters coming back. */
import type { TrainingSettings } from '../graph'
import { trainingChoices } from '../train'
import type { Desk } from './desk'
import type { EngineApi, TrainingCheckpoint, TrainingPace } from './protocol'
import { resting } from './resting'
import { ThreadPool } from './threadPool'
import { trainsTheSame } from './trainedPart'
import { isTrainersWord } from './trainersWord'
import { problemProgress } from './trainingReport'
import { TrainingRun } from './trainingRun'

/** Until the page says otherwise. */
const FIRST_PACE: TrainingPace = { every: 100, rest: 0 }

type TrainingApi = Pick<
  EngineApi,
  | 'startTraining'
  | 'stepTraining'
  | 'pauseTraining'
  | 'resetTraining'
  | 'restoreTraining'
  | 'paceTraining'
  | 'trainingChoices'
>

export function trainingApi(desk: Desk): TrainingApi {
  const { options } = desk
  const pool = new ThreadPool(options.threads)
  let current: TrainingRun | null = null
  /** Counts what makes a run that is still being prepared unwanted: another run, another graph. */
  let newest = 0
  /** Whether the run that is being prepared is to wait. */
  let held = false
  let pace = FIRST_PACE

  const drop = () => {
    newest++
    current?.close()
    current = null
  }
  const end = (message: string) => {
    current?.end(message)
    drop()
  }
  desk.listen({
    opened: drop,
    covered: () => end('The exercise hides its numbers again: training has ended.'),
    changed({ before, patches, computes }) {
      const { nodes, edges, data } = desk.document
      // The trained parameters come back as a patch of their own; they are what the trainer already has.
      // One that is being prepared begins with the graph as it is then.
      if (!current) return
      const ours =
        nodes === before.nodes &&
        edges === before.edges &&
        data === before.data &&
        !current.running &&
        isTrainersWord(patches, current.parameters)
      if (computes && !ours && !trainsTheSame(before, desk.document, options.ops))
        end('The graph is another one now: this run is over. Start begins a new one, from the parameters as they are.')
    },
  })

  /** Puts a new run in the last one's place. @returns null when it is not wanted any more by the time that its data are here. */
  async function begin(settings: TrainingSettings, wanted: number, checkpoint?: TrainingCheckpoint) {
    const { ops, events, giveWay, now, sleep, memoryBudget } = options
    drop()
    const mine = newest
    const threads = await pool.take(wanted - 1)
    let data: Awaited<ReturnType<Desk['data']>>
    let graph: typeof desk.document
    do {
      graph = desk.document
      try {
        data = await desk.data()
      } catch (problem) {
        if (mine !== newest) return null
        throw problem
      }
      if (mine !== newest) return null
      // Edited while its data were on their way: what was asked for is the graph as it is now; a checkpoint is of that before.
      if (checkpoint && !trainsTheSame(graph, desk.document, ops)) return null
    } while (desk.document !== graph)
    let step = 0
    const run: TrainingRun = new TrainingRun(
      {
        document: desk.document,
        ops,
        settings,
        data,
        threads,
        sharing: pool.sharing,
        wanted,
        ...(memoryBudget ? { memoryBudget } : {}),
      },
      {
        progress: (progress, at) => {
          if (current !== run) return
          events.training(progress, progress.status === 'ended' ? null : at)
          step = progress.step
        },
        moved: (parameters) => {
          if (current !== run) return
          desk.tell('moved', parameters, step)
          desk.look(parameters)
        },
        giveWay,
        now,
        ...(sleep && { sleep }),
        pace: () => pace,
      },
      checkpoint,
    )
    desk.tell('trains', checkpoint ? null : run.start)
    return (current = run)
  }

  const goesOn = (settings: TrainingSettings, threads: number) =>
    current !== null &&
    !current.over &&
    current.wanted === threads &&
    JSON.stringify(current.settings) === JSON.stringify(settings)

  async function train(settings: TrainingSettings, threads: number, limit: number): Promise<void> {
    held = false
    try {
      const run = goesOn(settings, threads) ? current : await begin(settings, threads)
      if (!run) return
      if (held) options.events.training(resting({ status: 'paused', step: 0, steps: settings.steps }), null)
      else await run.run(limit)
    } catch (problem) {
      options.events.training(problemProgress(problem, settings), null)
    }
  }

  return {
    startTraining: (settings, threads = 1) => train(settings, threads, Infinity),
    stepTraining: (settings, threads = 1) => train(settings, threads, 1),
    async pauseTraining() {
      if (current) current.pause()
      else held = true
    },
    async resetTraining() {
      if (!current) return
      const { settings, start } = current
      drop()
      const progress = resting({ status: 'paused', step: 0, steps: settings.steps })
      options.events.training({ ...progress, message: 'Back at the start.', parameters: start }, null)
      desk.put(start)
      await desk.recompute()
    },
    async restoreTraining(checkpoint) {
      await begin(checkpoint.settings, checkpoint.threads, checkpoint)
    },
    async paceTraining(asked) {
      pace = asked
    },
    trainingChoices: async () => trainingChoices(),
  }
}
