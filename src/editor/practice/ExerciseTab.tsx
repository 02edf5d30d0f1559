/** @file The inspector's tab of an exercise: what a student does, or what its author sets. */
import { useDocument } from '../state/context'
import { AuthorPanel } from './AuthorPanel'
import { usePractice } from './practiceStore'
import { SolvePanel } from './SolvePanel'
import './practice.css'

export function ExerciseTab() {
  const exercise = useDocument((state) => state.document.exercise)
  const mode = usePractice((state) => state.mode)
  if (!exercise) return null
  return mode === 'author' ? <AuthorPanel exercise={exercise} /> : <SolvePanel exercise={exercise} />
}
