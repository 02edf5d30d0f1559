#!/usr/bin/env node
/** @file `gradwire <command> FILE…`: headless, with the engine that the page uses. Exit codes: 0 well, 1 bad input, 2 bad usage. */
import { Command, CommanderError, InvalidArgumentError, Option } from 'commander'
import {
  checkCommand,
  costCommand,
  gradcheckCommand,
  gradCommand,
  gradeAll,
  runCommand,
  traceCommand,
  trainCommand,
  type GradcheckFlags,
  type TrainFlags,
  type TrainProgress,
} from './commands'
import { each, type Job } from './each'
import { Interrupted, listenForInterrupt } from './interrupt'
import { progressOn } from './progress'
import { enableRelaxedSimd } from './relaxedSimd'
import { isShardThread, serveShards } from './threads'

enableRelaxedSimd()

const say = (sentence: string) => process.stderr.write(`${sentence}\n`)
const interrupt = listenForInterrupt(process, say)

async function run(files: readonly string[], json: boolean, job: Job): Promise<void> {
  const out = (text: string) => process.stdout.write(text)
  process.exitCode = await each(files, json, { out, say, interrupt }, job)
}

function whole(min: number, max = Number.MAX_SAFE_INTEGER) {
  return (text: string): number => {
    const n = Number(text)
    if (!Number.isInteger(n) || n < min || n > max)
      throw new InvalidArgumentError(
        `It must be a whole number from ${min}${max === Number.MAX_SAFE_INTEGER ? '' : ` to ${max}`}.`,
      )
    return n
  }
}

function positive(text: string): number {
  const x = Number(text)
  if (!(x > 0 && Number.isFinite(x))) throw new InvalidArgumentError('It must be a positive number.')
  return x
}

function collect(value: string, list: readonly string[]): string[] {
  return [...list, value]
}

function trainProgress(): TrainProgress {
  const progress = progressOn(process.stderr, 'steps')
  return { ...progress, step: (done, loss) => progress.step(done, `loss ${loss.toPrecision(4)}`) }
}

/** For work that counts what it has done; there it also hears Ctrl-C. */
async function withProgress<T>(
  unit: string,
  work: (report: (progress: { done: number; total: number }) => void) => Promise<T>,
): Promise<T> {
  const progress = progressOn(process.stderr, unit)
  let begun = false
  try {
    return await work(({ done, total }) => {
      if (interrupt.asked()) throw new Interrupted()
      if (!begun) progress.begin(total)
      begun = true
      progress.step(done)
    })
  } finally {
    progress.end()
  }
}

const program = new Command('gradwire')
  .description('Check, run, differentiate and train computation graphs.')
  .exitOverride()
  .showHelpAfterError('(use --help for the options)')

function command(name: string, description: string) {
  return program
    .command(name)
    .description(description)
    .argument('<file...>', 'documents (JSON)')
    .option('--json', 'print one JSON value a line, and nothing else', false)
}

const feed = () =>
  new Option('--feed <node=file>', 'feed an input node with a JSON tensor; may be repeated')
    .argParser(collect)
    .default([] as string[])

command('check', 'shapes and diagnostics').action((files: string[], { json }) => run(files, json, checkCommand))
command('run', 'the forward pass: every value')
  .addOption(feed())
  .action((files: string[], flags) => run(files, flags.json, (document) => runCommand(document, flags, interrupt)))
command('grad', 'loss, values, deltas, edge gradients and parameter gradients, in float64')
  .addOption(feed())
  .action((files: string[], flags) => run(files, flags.json, (document) => gradCommand(document, flags, interrupt)))
command('trace', 'the passes event by event')
  .addOption(feed())
  .action((files: string[], flags) => run(files, flags.json, (document) => traceCommand(document, flags, interrupt)))
command('gradcheck', 'every gradient and edge delta against central differences, in float64')
  .addOption(feed())
  .option('--tolerance <x>', 'relative error up to which a gradient passes', positive)
  .option('--elements <n>', 'check at most so many elements of each tensor', whole(1))
  .action((files: string[], flags: GradcheckFlags & { json: boolean }) =>
    run(files, flags.json, (document) =>
      withProgress('elements', (report) => gradcheckCommand(document, flags, report)),
    ),
  )
command('cost', 'multiplications with and without the cache')
  .addOption(feed())
  .action((files: string[], flags) => run(files, flags.json, (document) => costCommand(document, flags, interrupt)))
command('train', 'train with the settings in the document')
  .option('--steps <n>', 'stop after this many updates', whole(1, 10_000_000))
  .option('--epochs <n>', 'stop after this many passes over the data', whole(1, 1_000_000))
  .option('--seed <n>', 'seed of initial parameters and shuffling', whole(0, 0xffffffff))
  .addOption(new Option('--dtype <dtype>', 'precision').choices(['float64', 'float32']).default('float64'))
  .option('--threads <n>', 'compute each step on so many threads', whole(1, 64))
  .option('--out <file>', 'write the trained document here')
  .action((files: string[], flags: TrainFlags & { json: boolean }, command: Command) => {
    if (flags.out !== undefined && files.length > 1)
      command.error(`--out takes the result of one document, but ${files.length} are given. Train them one by one.`)
    return run(files, flags.json, (document) =>
      trainCommand(document, flags, { ...trainProgress(), say }, interrupt.asked),
    )
  })
program
  .command('grade')
  .description('score answers to an exercise, and explain each item')
  .argument('<file>', 'the exercise (JSON)')
  .requiredOption('--answers <path...>', 'files of answers, or folders of them')
  .option('--json', 'print one JSON value a file of answers, and nothing else', false)
  .action(async (file: string, { answers, json }: { answers: string[]; json: boolean }) => {
    const terminal = { out: (text: string) => process.stdout.write(text), say, interrupt }
    process.exitCode = await gradeAll(file, answers, json, terminal)
  })

async function main(): Promise<void> {
  try {
    await program.parseAsync()
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error
    process.exitCode = error.exitCode === 0 ? 0 : 2
  }
}

if (isShardThread()) serveShards()
else await main()
