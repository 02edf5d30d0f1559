/** @file Practice mode; loaded when the open graph is an exercise, or is made one. */
export { AnswerField } from './AnswerField'
export { canvasFields, type CanvasField } from './canvasFields'
export { hideGradients, hideSelection, openExercise, saveAnswers } from './exerciseActions'
export { ExerciseTab } from './ExerciseTab'
export { usePractice } from './practiceStore'
export { useOpening } from './useOpening'
