/** @file The engine's side of everything about data: what was brought, previews, results. */
import {
  connectShelf,
  DataError,
  forgetData,
  loadDataSet,
  type AssetSource,
  type LoadedData,
  type PackedData,
} from '../data'
import type { GraphDocument } from '../graph'
import { DataResults, type ResultsHooks } from './dataResults'
import { memoryShelf, type DataShelf } from './dataShelf'
import type { DataApi, DataAnswer, DataPreview } from './dataTypes'

export interface DataHooks extends ResultsHooks {
  readonly assets: AssetSource
  /** Where own data are kept; absent: in memory. */
  readonly shelf?: DataShelf
}

export interface DataHost {
  document(): GraphDocument
  data(): Promise<LoadedData | null>
  /** Data that the document may be bound to came or went. */
  changed(id: string): Promise<void>
}

/** Most examples that are sent for a preview. */
const MOST_SHOWN = 1000

/** @param hooks is asked at each call. */
export function dataApi(hooks: () => DataHooks, host: DataHost): DataApi & { connect(): void } {
  let made: { readonly shelf: DataShelf; readonly results: DataResults } | undefined
  const parts = () => {
    if (made) return made
    const { assets, shelf = memoryShelf() } = hooks()
    connectShelf(assets, shelf)
    return (made = { shelf, results: new DataResults(hooks()) })
  }
  const subject = async () => ({
    document: host.document(),
    data: await host.data(),
    own: await parts().shelf.list(),
  })
  const changed = async (id: string) => {
    forgetData(id, hooks().assets)
    await host.changed(id)
  }
  return {
    /** From now on own data are found where shipped ones are. */
    connect: () => void parts(),
    async keepData(packed: PackedData) {
      const durable = await parts().shelf.keep(packed)
      await changed(packed.info.id)
      return { durable }
    },
    ownData: () => parts().shelf.list(),
    async dropData(id) {
      await parts().shelf.drop(id)
      await changed(id)
    },
    dataPreview: (id, settings, part, first, count) =>
      answered(async (): Promise<DataPreview> => {
        const loaded = await loadDataSet(id, hooks().assets, settings)
        const split = loaded[part]
        const start = Math.max(0, Math.min(first, split.size - 1))
        const many = Math.max(0, Math.min(count, MOST_SHOWN, split.size - start))
        const indices = Uint32Array.from({ length: many }, (_, i) => start + i)
        const fields = Object.fromEntries(split.fields.map((name) => [name, split.batch(name, indices, 'float32')]))
        return { train: loaded.train.size, heldOut: loaded.heldOut.size, first: start, count: many, fields }
      }),
    results: (quick) => answered(async () => unwrap(await parts().results.results(await subject(), quick))),
    classify: (pixels) => answered(async () => unwrap(await parts().results.classify(await subject(), pixels))),
  }
}

class Problem extends Error {
  constructor(
    message: string,
    readonly hint: string,
  ) {
    super(message)
  }
}

function unwrap<T extends object>(answer: DataAnswer<T>): T {
  if (!answer.ok) throw new Problem(answer.problem.message, answer.problem.hint)
  return answer
}

async function answered<T extends object>(make: () => Promise<T>): Promise<DataAnswer<T>> {
  try {
    return { ...(await make()), ok: true }
  } catch (thrown) {
    if (!(thrown instanceof DataError || thrown instanceof Problem)) throw thrown
    return { ok: false, problem: { message: thrown.message, hint: thrown.hint } }
  }
}
