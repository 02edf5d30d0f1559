/** @file Hints: short words beside a control. */
export { hint } from './hint'
export { HintLayer } from './HintLayer'
