#!/usr/bin/env node
/** @file `gradwire <command> FILE…`: headless, with the engine that the page uses. Exit codes: 0 well, 1 bad input, 2 bad usage. */
import { SingleBar } from 'cli-progress'
import { Command, CommanderError, InvalidArgumentError, Option } from 'commander'
import type { GraphDocument } from '../graph'
import {
  checkCommand,
  gradCommand,
  runCommand,
  traceCommand,
  trainCommand,
  type Answer,
  type TrainFlags,
  type TrainProgress,
} from './commands'
import { loadDocument } from './load'
import { CliProblem, errorJson } from './output'

type Job = (document: GraphDocument) => Answer | Promise<Answer>

/** Every file in turn, one line each; a refused one prints its error in its place. */
async function each(files: readonly string[], json: boolean, job: Job): Promise<void> {
  for (const file of files) {
    try {
      const answer = await job(await loadDocument(file))
      process.stdout.write(
        json ? `${JSON.stringify(answer.json)}\n` : `${files.length > 1 ? `${file}\n` : ''}${answer.words}\n`,
      )
      if (!answer.ok) process.exitCode = 1
    } catch (thrown) {
      const problem =
        thrown instanceof CliProblem
          ? thrown
          : new CliProblem('failed', thrown instanceof Error ? thrown.message : String(thrown))
      if (json) process.stdout.write(`${JSON.stringify(errorJson(problem))}\n`)
      process.stderr.write(`${file}: ${problem.message}${problem.hint ? `\n  ${problem.hint}` : ''}\n`)
      process.exitCode = 1
    }
  }
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

function collect(value: string, list: readonly string[]): string[] {
  return [...list, value]
}

/** A bar on stderr where a person is watching. */
function progressBar(): TrainProgress {
  if (!process.stderr.isTTY) return { begin() {}, step() {}, end() {} }
  const bar = new SingleBar({
    stream: process.stderr,
    format: '{bar} {value}/{total} steps  loss {loss}  {eta_formatted} left',
    hideCursor: true,
  })
  return {
    begin: (total) => bar.start(total, 0, { loss: '–' }),
    step: (done, loss) => bar.update(done, { loss: loss.toPrecision(4) }),
    end: () => bar.stop(),
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

command('check', 'shapes and diagnostics').action((files: string[], { json }) => each(files, json, checkCommand))
command('run', 'the forward pass: every value')
  .addOption(feed())
  .action((files: string[], flags) => each(files, flags.json, (document) => runCommand(document, flags)))
command('grad', 'loss, values, deltas, edge gradients and parameter gradients, in float64')
  .addOption(feed())
  .action((files: string[], flags) => each(files, flags.json, (document) => gradCommand(document, flags)))
command('trace', 'the passes event by event')
  .addOption(feed())
  .action((files: string[], flags) => each(files, flags.json, (document) => traceCommand(document, flags)))
command('train', 'train with the settings in the document')
  .option('--steps <n>', 'stop after this many updates', whole(1, 10_000_000))
  .option('--epochs <n>', 'stop after this many passes over the data', whole(1, 1_000_000))
  .option('--seed <n>', 'seed of initial parameters and shuffling', whole(0, 0xffffffff))
  .addOption(new Option('--dtype <dtype>', 'precision').choices(['float64', 'float32']).default('float64'))
  .option('--threads <n>', 'accepted; this version computes on one thread', whole(1, 64))
  .option('--out <file>', 'write the trained document here')
  .action((files: string[], flags: TrainFlags & { json: boolean }) => {
    let interrupted = false
    process.once('SIGINT', () => (interrupted = true))
    return each(files, flags.json, (document) => trainCommand(document, flags, progressBar(), () => interrupted))
  })

try {
  await program.parseAsync()
} catch (error) {
  if (!(error instanceof CommanderError)) throw error
  process.exitCode = error.exitCode === 0 ? 0 : 2
}
