/** @file The commands: each takes one document and gives one JSON value, and the same in words. */
import { writeFile } from 'node:fs/promises'
import { check } from '../check'
import { Session, type Run } from '../engine'
import { writeDocument } from '../formats'
import { DEFAULT_TRAINING, portKey, type GraphDocument } from '../graph'
import { ops, SOURCE_OPS } from '../ops'
import { full, shapeText, type Tensor } from '../tensor'
import { Trainer, TrainingProblem } from '../train'
import { boundFeeds, loadBoundData, loadFeeds, refuse, refuseErrors, shippedAssets } from './load'
import { CliProblem, jsonTensor, jsonTensors, readableTensor } from './output'

export interface Answer {
  readonly json: unknown
  readonly words: string
  /** False: the file is bad or a check failed; the exit code becomes 1. */
  readonly ok: boolean
}

const assets = shippedAssets(new URL(import.meta.url))

export function checkCommand(document: GraphDocument): Answer {
  const { ok, diagnostics, shapes } = check(document, ops)
  const lines = diagnostics.map((d) => `${d.severity}: ${d.message}\n  ${d.hint}`)
  return {
    ok,
    json: {
      ok,
      diagnostics: diagnostics.map(({ severity, code, node, port, message, hint }) => ({
        severity,
        code,
        node: node ?? null,
        port: port ?? null,
        message,
        hint,
      })),
      shapes,
    },
    words: [
      ...lines,
      ...Object.entries(shapes).map(([key, shape]) => `${key}  ${shapeText(shape)}`),
      ok ? 'No errors.' : '',
    ]
      .filter(Boolean)
      .join('\n'),
  }
}

async function runDocument(document: GraphDocument, feedPairs: readonly string[] = []): Promise<Run> {
  const feeds = { ...(await boundFeeds(document, assets)), ...(await loadFeeds(feedPairs, document)) }
  refuseErrors(document, feeds)
  const run = new Session(ops).run(document, feeds)
  refuse(run.errors)
  return run
}

export async function runCommand(document: GraphDocument, { feed }: { feed: readonly string[] }): Promise<Answer> {
  const { values } = await runDocument(document, feed)
  return { ok: true, json: { values: jsonTensors(values) }, words: table(values) }
}

async function differentiate(
  document: GraphDocument,
  feed: readonly string[],
): Promise<Run & { objective: string; loss: number }> {
  const run = await runDocument(document, feed)
  const { objective, loss } = run
  if (objective === null || loss === null) {
    const why = check(document, ops).diagnostics.find((d) => d.code.startsWith('objective'))
    throw new CliProblem(
      'objective',
      why?.message ?? 'There is nothing to differentiate.',
      why?.hint ?? 'Add a loss, or set the objective.',
    )
  }
  return { ...run, objective, loss }
}

export async function gradCommand(document: GraphDocument, { feed }: { feed: readonly string[] }): Promise<Answer> {
  const run = await differentiate(document, feed)
  const gradients = new Map(run.gradients)
  // A parameter that the loss does not depend on has gradient 0, not none.
  for (const key of parameterKeys(document)) {
    const value = run.values.get(key)
    if (value && !gradients.has(key)) gradients.set(key, full(value.shape, 0))
  }
  return {
    ok: true,
    json: {
      loss: jsonTensor({ dtype: 'float64', shape: [], data: Float64Array.of(run.loss) }).data[0],
      values: jsonTensors(run.values),
      deltas: jsonTensors(run.deltas),
      edges: jsonTensors(run.edges),
      gradients: jsonTensors(gradients),
    },
    words: [
      `loss  ${run.loss}`,
      '',
      'edge gradients',
      table(run.edges),
      '',
      'parameter gradients',
      table(gradients),
    ].join('\n'),
  }
}

function parameterKeys(document: GraphDocument): string[] {
  return check(document, ops).order.flatMap((node) =>
    node.op.id === 'parameter'
      ? [portKey(node.id, 'y')]
      : SOURCE_OPS.has(node.op.id)
        ? []
        : node.parameters.map((port) => portKey(node.id, port)),
  )
}

export async function traceCommand(document: GraphDocument, { feed }: { feed: readonly string[] }): Promise<Answer> {
  const { trace } = await differentiate(document, feed)
  const words = trace.map(
    (e) =>
      `${String(e.index + 1).padStart(4)}  ${e.phase.padEnd(8)}  ${e.kind.padEnd(18)}  ${e.node}.${e.port}${e.edge ? `  over ${e.edge}` : ''}`,
  )
  return { ok: true, json: trace, words: words.join('\n') }
}

export interface TrainFlags {
  readonly steps?: number
  readonly epochs?: number
  readonly seed?: number
  readonly dtype: 'float64' | 'float32'
  readonly out?: string
}

export interface TrainProgress {
  begin(total: number): void
  step(done: number, loss: number, accuracy: number | null): void
  end(): void
}

/** Trains with the document's settings, which the flags override. SIGINT stops after the running step and saves. */
export async function trainCommand(
  document: GraphDocument,
  flags: TrainFlags,
  progress: TrainProgress,
  stopped: () => boolean,
): Promise<Answer> {
  const data = await loadBoundData(document, assets)
  const settings = { ...DEFAULT_TRAINING, ...document.training }
  if (flags.seed !== undefined) settings.seed = flags.seed
  if (flags.steps !== undefined) settings.steps = flags.steps
  else if (flags.epochs !== undefined) settings.steps = Number.MAX_SAFE_INTEGER
  const seeded = { ...document, training: { ...settings, steps: Math.min(settings.steps, 10_000_000) } }
  let trainer: Trainer
  try {
    trainer = new Trainer({ document: seeded, ops, settings, data, dtype: flags.dtype })
  } catch (problem) {
    if (problem instanceof TrainingProblem)
      throw new CliProblem(problem.code, problem.message, problem.hint, problem.node)
    throw problem
  }
  if (flags.epochs !== undefined && flags.steps === undefined) {
    const batches = settings.batchSize === null ? 1 : Math.ceil(trainer.examples / settings.batchSize)
    settings.steps = flags.epochs * batches
  }
  const losses: number[] = []
  progress.begin(settings.steps)
  let why: string = 'finished'
  let accuracy: number | null = null
  while (trainer.step < settings.steps) {
    const result = trainer.advance()
    losses.push(result.loss)
    accuracy = result.accuracy
    progress.step(result.step, result.loss, result.accuracy)
    if (result.stopped && result.stopped !== 'finished') why = result.stopped
    if (why !== 'finished') break
    if (stopped()) {
      why = 'interrupted'
      break
    }
    if (result.step % 16 === 0) await new Promise((resolve) => setImmediate(resolve))
  }
  progress.end()
  let heldOut: { loss: number; accuracy: number | null } | null = null
  if (trainer.hasHeldOut) {
    const steps = trainer.evaluate()
    for (let next = steps.next(); ; next = steps.next())
      if (next.done) {
        heldOut = next.value
        break
      }
  }
  const metrics = { steps: trainer.step, accuracy, heldOut }
  if (flags.out)
    await writeFile(
      flags.out,
      writeDocument({ ...document, tensors: { ...document.tensors, ...trainer.parameters() } }),
    )
  const parameters = jsonTensors(trainer.parameterTensors())
  return {
    ok: why !== 'diverged',
    json: {
      losses: losses.map((loss) => (Number.isFinite(loss) ? loss : String(loss))),
      metrics,
      stopped: why,
      parameters,
    },
    words: [
      `${why} after ${trainer.step} steps`,
      `loss  ${losses[0]} → ${losses.at(-1)}`,
      ...(heldOut
        ? [
            `held out  loss ${heldOut.loss}${heldOut.accuracy === null ? '' : `, accuracy ${(100 * heldOut.accuracy).toFixed(2)} %`}`,
          ]
        : []),
      ...(flags.out ? [`saved to ${flags.out}`] : []),
    ].join('\n'),
  }
}

function table(tensors: ReadonlyMap<string, Tensor>): string {
  const width = Math.max(0, ...[...tensors.keys()].map((key) => key.length))
  return [...tensors].map(([key, tensor]) => `${key.padEnd(width)}  ${readableTensor(tensor)}`).join('\n')
}
