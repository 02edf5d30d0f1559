/** @file The calls about the document and what is looked at of it. */
import type { Desk } from './desk'
import type { EngineApi } from './protocol'

export function documentApi(desk: Desk): Pick<EngineApi, 'open' | 'apply' | 'tensor' | 'showExamples'> {
  return {
    open: (document) => desk.open(document),
    apply: (patches) => desk.apply(patches),
    tensor: async (kind, key) => desk.run?.[kind].get(key) ?? null,
    showExamples: (first, count, part = 'train') =>
      desk.show({
        first: Math.max(0, Math.floor(first)),
        count: Math.max(1, Math.min(64, Math.floor(count))),
        part,
      }),
  }
}
