/** @file `gradwire grade`: answers to an exercise scored without a browser, each item explained. */
import { readdir, readFile, stat } from 'node:fs/promises'
import path from 'node:path'
import {
  explainGrade,
  gradeExercise,
  graphHash,
  readAnswersFile,
  type AnswersFile,
  type GradedItem,
  type Run,
} from '../../engine'
import type { GraphDocument } from '../../graph'
import { ops } from '../../ops'
import type { Answer } from '../answer'
import { eachFile, type Terminal } from '../each'
import type { Interrupt } from '../interrupt'
import { loadDocument } from '../load'
import { CliProblem } from '../output'
import { runDocument } from './run'

/** The exit code. An exercise that cannot be used is told once, in place of all. */
export async function gradeAll(
  file: string,
  answers: readonly string[],
  json: boolean,
  terminal: Terminal,
): Promise<number> {
  let exercise: Exercise
  let files: readonly string[]
  try {
    exercise = await loadExercise(file, terminal.interrupt)
    files = await answerFiles(answers)
  } catch (problem) {
    return eachFile([file], json, terminal, () => Promise.reject(problem as Error))
  }
  return eachFile(files, json, terminal, (answer) => gradeCommand(exercise, answer))
}

interface Exercise {
  readonly file: string
  readonly document: GraphDocument
  readonly run: Run
  readonly hash: string
}

/** @throws CliProblem when the document cannot be run, is no exercise, or asks for what cannot be asked for. */
async function loadExercise(file: string, interrupt: Interrupt): Promise<Exercise> {
  const document = await loadDocument(file)
  if (!document.exercise?.hidden.length)
    throw new CliProblem(
      'no-exercise',
      `${file} is not an exercise: it hides no number.`,
      'Open it in the editor, choose "Make an exercise", and hide what is to be found.',
    )
  const run = await runDocument(document, [], interrupt)
  const [problem] = gradeExercise(document, run, {}).problems
  if (problem) throw new CliProblem('exercise', problem.message)
  return { file, document, run, hash: graphHash(document) }
}

/** Files as they are; of a folder, its JSON files in the order of their names. @throws CliProblem */
async function answerFiles(paths: readonly string[]): Promise<string[]> {
  const files: string[] = []
  for (const given of paths) {
    const isFolder = await stat(given).then(
      (found) => found.isDirectory(),
      () => false,
    )
    if (!isFolder) {
      files.push(given)
      continue
    }
    const found = (await readdir(given)).filter((name) => name.toLowerCase().endsWith('.json')).sort()
    if (!found.length)
      throw new CliProblem('file', `There are no answers in ${given}.`, 'Answers are files that end in .json.')
    files.push(...found.map((name) => path.join(given, name)))
  }
  return files
}

/** @throws CliProblem when the file cannot be read, is no file of answers, or answers another graph. */
async function gradeCommand({ file: exercise, document, run, hash }: Exercise, file: string): Promise<Answer> {
  const answers = await loadAnswers(file)
  if (answers.hash !== hash)
    throw new CliProblem(
      'changed-graph',
      `These answers belong to another graph than ${exercise}: its numbers, its wires or what it asks for were changed.`,
      'Ask for answers to the exercise as it was handed out, or grade them with the file that they belong to.',
    )
  const { score, right, items } = gradeExercise(document, run, answers.answers)
  return {
    ok: true,
    json: {
      file,
      exercise: answers.exercise,
      ...(answers.student === undefined ? {} : { student: answers.student }),
      score,
      right,
      total: items.length,
      items: items.map((item) => ({
        key: item.key,
        kind: item.kind,
        ...(item.shape.some((size) => size > 1) ? { element: item.element } : {}),
        expected: finite(item.expected),
        got: item.got === null ? null : finite(item.got),
        answer: item.text,
        right: item.state === 'right',
        explanation: explainGrade(document, ops, run, item),
      })),
    },
    words: [
      `${answers.student ?? path.basename(file)}: ${right} of ${items.length} right (${Math.round(100 * score)} %)`,
      ...items.map((item) => line(document, run, item)),
    ].join('\n'),
  }
}

async function loadAnswers(file: string): Promise<AnswersFile> {
  let text: string
  try {
    text = await readFile(file, 'utf8')
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'error'
    throw new CliProblem('file', `${file} could not be read (${code}).`, 'Check the path.')
  }
  const read = readAnswersFile(text)
  if (!read.ok) throw new CliProblem('answers', read.message, read.hint)
  return read.file
}

const finite = (x: number) => (Number.isFinite(x) ? x : String(x))

function line(document: GraphDocument, run: Run, item: GradedItem): string {
  return `${item.state === 'right' ? 'right' : 'wrong'}  ${item.id}  ${explainGrade(document, ops, run, item)}`
}
