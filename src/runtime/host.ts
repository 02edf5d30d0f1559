/** @file The engine's side of the border: groups of calls, a file each, joined over one desk. */
import { convolutionApi } from './convolutionApi'
import { dataApi } from './dataApi'
import { derivativesApi } from './derivativesApi'
import { descentApi } from './descentApi'
import { Desk, type HostOptions } from './desk'
import { documentApi } from './documentApi'
import { filtersApi } from './filtersApi'
import { lookApi } from './lookApi'
import { practiceApi } from './practiceApi'
import type { EngineApi } from './protocol'
import { Recordings } from './recording'
import { recordingApi } from './recordingApi'
import { studyApi } from './studyApi'
import { trainingApi } from './trainingApi'
import { writingApi } from './writingApi'

export type { HostOptions }

export interface EngineHost extends EngineApi {
  /** Whether calls that could tell more than the updates do must be refused. */
  readonly hidesNumbers: boolean
}

export function engineHost(options: HostOptions): EngineHost {
  const desk = new Desk(options)
  const recordings = new Recordings(options)
  return {
    ...documentApi(desk),
    ...derivativesApi(desk, recordings),
    ...trainingApi(desk),
    ...dataApi(desk),
    ...studyApi(desk),
    ...practiceApi(desk),
    ...recordingApi(desk, recordings),
    ...descentApi(desk),
    ...convolutionApi(desk, recordings),
    ...lookApi(desk),
    ...filtersApi(desk),
    ...writingApi(desk),
    get hidesNumbers() {
      return desk.practice.hides(desk.document)
    },
  }
}
