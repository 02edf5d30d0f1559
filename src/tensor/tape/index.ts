export { Recorder } from './recorder'
export { Tape } from './tape'
export type { Slot } from './program'
