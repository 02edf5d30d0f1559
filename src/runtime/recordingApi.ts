/** @file The calls of time travel. */
import type { Desk } from './desk'
import type { Recordings } from './recording'
import type { RecordingApi } from './recordingTypes'

export function recordingApi(desk: Desk, recordings: Recordings): RecordingApi {
  return {
    async startRecording(settings, steps, keep) {
      const { document } = desk
      return recordings.start(document, await desk.data(), settings, steps, keep)
    },
    goOnRecording: (id) => recordings.goOn(id),
    dropRecording: async (id) => recordings.drop(id),
    recordedFrame: async (id, step) => recordings.frame(id, step),
    recordedTensor: async (id, step, kind, key) => recordings.tensor(id, step, kind, key),
    recordedDerivative: async (id, step, edge) => recordings.derivative(id, step, edge),
    recordedHistory: async (id, watched) => recordings.history(id, watched),
    findStops: async (id, stops) => recordings.stops(id, stops, desk.run),
    compareRecordings: async (a, b, step) => recordings.compare(a, b, step),
  }
}
