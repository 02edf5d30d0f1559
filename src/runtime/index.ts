export { engineHost, type EngineHost, type HostOptions } from './host'
export { createInProcessClient, createWorkerClient } from './client'
export type { EngineApi, EngineClient, EngineEvents } from './protocol'
