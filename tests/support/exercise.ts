/** An exercise on a document: graded, with hints and explanations for what is answered. */
import { explainGrade, gradeExercise, hintFor, Session, withheldBy } from '../../src/engine'
import { DEFAULT_EXERCISE, type GraphDocument, type Hidden } from '../../src/graph'
import { ops } from '../../src/ops'

type Answers = Readonly<Record<string, string>>

export function poseExercise(plain: GraphDocument, hidden: readonly Hidden[]) {
  const document: GraphDocument = { ...plain, exercise: { ...DEFAULT_EXERCISE, hidden: [...hidden] } }
  const run = new Session(ops).run(document)
  const grade = (answers: Answers = {}) => gradeExercise(document, run, answers)
  const item = (id: string, answers: Answers) => grade(answers).items.find((one) => one.id === id)!
  return {
    document,
    run,
    grade,
    hint: (id: string, text: string) =>
      hintFor(document, ops, run, item(id, { [id]: text }), withheldBy(grade({ [id]: text }), run)),
    explain: (id: string, answers: Answers) => explainGrade(document, ops, run, item(id, answers)),
  }
}
