/** @file The engine's side of everything about data: what was brought, previews, results. */
import { connectShelf, DataError, forgetData, loadDataSet, type PackedData } from '../data'
import { drawingStands } from './dataFeed'
import { DataResults } from './dataResults'
import { memoryShelf } from './dataShelf'
import type { DataApi, DataAnswer, DataPreview } from './dataTypes'
import type { Desk } from './desk'

/** Most examples that are sent for a preview. */
const MOST_SHOWN = 1000

/** From here on own data are found where shipped ones are. */
export function dataApi(desk: Desk): DataApi {
  const { assets, shelf = memoryShelf() } = desk.options
  connectShelf(assets, shelf)
  const made = new DataResults(desk.options)
  desk.listen({ trains: () => made.hurry(), moved: () => made.hurry(), opened: () => made.hurry() })
  const subject = async () => ({ document: desk.document, data: await desk.data(), own: await shelf.list() })
  /** Data that the document may be bound to came or went. */
  const changed = async (id: string) => {
    forgetData(id, assets)
    if (desk.document.data?.dataset === id) await desk.feedAnew()
  }
  return {
    async keepData(packed: PackedData) {
      const durable = await shelf.keep(packed)
      await changed(packed.info.id)
      return { durable }
    },
    ownData: () => shelf.list(),
    async dropData(id) {
      await shelf.drop(id)
      await changed(id)
    },
    dataPreview: (id, settings, part, first, count) =>
      answered(async (): Promise<DataPreview> => {
        const loaded = await loadDataSet(id, assets, settings)
        const split = loaded[part]
        const start = Math.max(0, Math.min(first, split.size - 1))
        const many = Math.max(0, Math.min(count, MOST_SHOWN, split.size - start))
        const indices = Uint32Array.from({ length: many }, (_, i) => start + i)
        const fields = Object.fromEntries(split.fields.map((name) => [name, split.batch(name, indices, 'float32')]))
        return { train: loaded.train.size, heldOut: loaded.heldOut.size, first: start, count: many, fields }
      }),
    results: (quick) => answered(async () => unwrap(await made.results(await subject(), quick))),
    showDrawing: (pixels, label) =>
      answered(async () => {
        const before = desk.document
        const { drawing } = unwrap(await made.drawing(await subject(), pixels, label))
        if (!drawingStands(drawing, before, desk.document))
          throw new Problem('The graph has changed, so the drawing was not put into it.', 'Try again.')
        await desk.show({ first: 0, count: 1, drawing })
        return {}
      }),
    classify: (pixels) => answered(async () => unwrap(await made.classify(await subject(), pixels))),
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
