export { perform, possible, type Action, type ActionGroup } from './action'
export { action, actions } from './registry'
export { listenToKeys, shortcutsOf } from './keyboard'
