export { eventTone, eventWords } from './eventWords'
export { player, SPEEDS, usePlayer, type PlayerState } from './player'
export { Timeline } from './Timeline'
export { Transport, type TransportProps } from './Transport'
