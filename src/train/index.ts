export { Trainer, TrainingProblem, type StepResult, type TrainerOptions } from './trainer'
export { optimizers, type Optimizer } from './optimizer'
export { feedingFor, type Feeding } from './feeding'
