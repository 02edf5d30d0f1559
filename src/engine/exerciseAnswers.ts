/** @file The file in which a student hands answers in: what was typed, for which graph. */
import { z } from 'zod'

const answersSchema = z.object({
  format: z.literal('gradwire-answers'),
  version: z.literal(1),
  exercise: z.string().max(200),
  student: z.string().max(200).optional(),
  /** The fingerprint of the graph that was answered (`graphHash`). */
  hash: z.string().max(64),
  /** What was typed, by item. */
  answers: z.record(z.string().max(200), z.string().max(200)),
})

export type AnswersFile = z.output<typeof answersSchema>

export type ReadAnswersFile =
  | { readonly ok: true; readonly file: AnswersFile }
  | { readonly ok: false; readonly message: string; readonly hint: string }

const HINT = 'Save the answers again from the exercise, and hand in that file.'

/** Total: never throws. */
export function readAnswersFile(text: string): ReadAnswersFile {
  let raw: unknown
  try {
    raw = JSON.parse(text)
  } catch (error) {
    return { ok: false, message: `This is not JSON: ${(error as Error).message}.`, hint: HINT }
  }
  const read = answersSchema.safeParse(raw)
  if (read.success) return { ok: true, file: read.data }
  const [issue] = read.error.issues
  const where = issue!.path.join(' → ') || 'The file'
  const format = (raw as { format?: unknown } | null)?.format
  const message =
    format === 'gradwire'
      ? 'This is a graph, not a file of answers.'
      : `This is no file of answers: ${where}: ${issue!.message}.`
  return { ok: false, message, hint: HINT }
}

/** The text of the file. Empty answers are left out. */
export function writeAnswersFile({
  exercise,
  student,
  hash,
  answers,
}: Omit<AnswersFile, 'format' | 'version'>): string {
  const typed = Object.fromEntries(Object.entries(answers).filter(([, text]) => text.trim() !== ''))
  const file: AnswersFile = {
    format: 'gradwire-answers',
    version: 1,
    exercise,
    ...(student?.trim() ? { student: student.trim() } : {}),
    hash,
    answers: typed,
  }
  return `${JSON.stringify(file, null, 2)}\n`
}
