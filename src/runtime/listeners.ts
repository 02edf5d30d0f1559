/** @file Who hears what the engine tells. */
import type { EngineClient, EngineEvents } from './protocol'

export function createListeners(): { readonly emit: EngineEvents; readonly on: EngineClient['on'] } {
  const sets: { [E in keyof EngineEvents]: Set<EngineEvents[E]> } = {
    update: new Set(),
    training: new Set(),
    study: new Set(),
    kernels: new Set(),
  }
  return {
    emit: {
      update: (update) => sets.update.forEach((listener) => listener(update)),
      training: (progress, checkpoint) => sets.training.forEach((listener) => listener(progress, checkpoint)),
      study: (progress) => sets.study.forEach((listener) => listener(progress)),
      kernels: (news) => sets.kernels.forEach((listener) => listener(news)),
    },
    on(event, listener) {
      const set = sets[event] as Set<typeof listener>
      set.add(listener)
      return () => set.delete(listener)
    },
  }
}
