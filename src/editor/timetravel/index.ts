/** @file Time travel: recordings, breakpoints, the watch list, comparing. Loaded when it is first used. */
import { followMarks } from './marks'

export { goOn, stopPlaces, toggleBreakpoint, toggleOnSelection } from './stops'
export { enter, leave, look, record, stopRecording } from './travel'
export { watchSelected } from './showTravel'

// Without a page there is nothing to mark.
if (typeof document !== 'undefined') followMarks()
