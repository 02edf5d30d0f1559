/** @file The door of the editor: what the composition root needs. */
export { Editor } from './Editor'
export { startEditor, type EngineOptions } from './start'
