export { TrainingPanel } from './TrainingPanel'
