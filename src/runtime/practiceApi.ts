/** @file The calls of exercises: what is hidden, what was answered. */
import { graphHash, writeAnswersFile } from '../engine'
import type { Desk } from './desk'
import type { PracticeApi } from './practiceTypes'

export function practiceApi(desk: Desk): PracticeApi {
  const { practice, options } = desk
  return {
    async showHidden(on) {
      practice.showHidden(on)
      if (!on) desk.tell('covered')
      desk.publishAgain()
    },
    async gradeExercise(answers) {
      const { whole, document } = desk
      if (!whole || !document.exercise) return null
      const report = practice.grade(document, options.ops, whole, answers)
      if (practice.isNews(document, whole)) desk.publishAgain()
      return report
    },
    async writeAnswers(answers, student) {
      const { exercise } = desk.document
      if (!exercise) return null
      return writeAnswersFile({ exercise: exercise.title, student, hash: graphHash(desk.document), answers })
    },
  }
}
