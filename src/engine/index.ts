export { DEFAULT_MEMORY_BUDGET, memoryBudget } from './budget'
export { Session, type RunOptions, type SessionOptions } from './session'
export { makePlan, memoryNeeded, memoryProblem, type Plan } from './plan'
export { makeTrace } from './trace'
export { backwardPort, forwardNode, gatherInputs, RANDOM_KEY, type NodeRecord } from './evaluate'
export { inMode, randomKey, type Mode } from './mode'
export { costOf, countSteps, linksFor, linksSteps, PER_PARAMETER_LIMIT, type Cost, type CostSoFar } from './cost'
export { saying } from './steps'
export { crossingsOf, type Crossing } from './costCrossings'
export { CostProblem } from './costLinks'
export { NAIVE_LIMIT, runNaive, type NaiveRun, type Path, type Prefix, type Scalar, type ScalarEdge } from './naive'
export { chainsOf, type ChainFactor, type Chains, type ParameterChains } from './naiveChains'
export { RACE_LIMIT, raceSteps, type Race, type RaceProgress } from './naiveRace'
export {
  gradcheck,
  GRADCHECK_TOLERANCE,
  type GradcheckOptions,
  type GradcheckProgress,
  type GradcheckResult,
  type TargetCheck,
} from './gradcheck'
export { sweepSteps, type SweepAt, type SweepPoint } from './gradcheckSweep'
export { blame } from './blame'
export type { Blame, BlameTarget, Finding, FindingKind } from './blameTypes'
export type { Run, RunError, TraceEvent } from './types'
export { RecordedRun } from './recording'
export type { RecordedEvent, RecordedStep, RunTensors } from './recordedTypes'
export { runNumbers, stopsIn, type Stop } from './breakpoints'
export { compareRuns, type ComparedRow, type ComparedRun, type Difference } from './compareRuns'
export {
  explainGrade,
  gradeExercise,
  hintFor,
  withheldBy,
  type Grade,
  type GradedItem,
  type ItemState,
} from './exercise'
export { readAnswersFile, writeAnswersFile, type AnswersFile } from './exerciseAnswers'
export { graphHash } from './exerciseHash'
export { KEPT_IN, type HiddenKind, type Shown } from './exerciseItems'
export { placeName } from './exerciseNames'
export { isRight, readAnswer } from './exerciseNumber'
export { fieldLinks, receptiveField, type Field, type FieldLinks } from './receptive'
export {
  directionSpace,
  elementSpace,
  filterNormalised,
  landscapeIn,
  type Subspace,
  type ThetaField,
  type ThetaPart,
} from './landscape'
export type { Critical } from './landscapeCritical'
export { curveSteps, type Curve, type Progress } from './landscapeCurve'
export { criticalsOf, gridSteps, type Grid, type GridWindow } from './landscapeGrid'
export { fieldOf } from './lookField'
export { LookPasses, LookProblem, type LookFeeds, type LookRun, type LookSubject } from './lookPass'
export { imageOf, layersOf, type LookImage, type LookLayer } from './lookLayers'
export { mergeTop, peaks } from './lookTop'
export { ascend, ascentStart, cropFor, rangeOf, type PixelRange } from './lookAscent'
export { KernelHistory, type KernelSnapshot } from './lookHistory'
export { drawGabor, fitGabor, GABOR_LIKE, SMALLEST_SIDE, type GaborFit, type PlacedGabor } from './gaborFit'
