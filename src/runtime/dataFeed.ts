/** @file The examples of the bound data set that are looked at. */
import { loadDataSet, type AssetSource } from '../data'
import { portKey, type DataBinding, type GraphDocument, type GraphNode } from '../graph'
import type { Tensor } from '../tensor'
import type { Drawn, Part } from './dataTypes'
import type { RunUpdate } from './protocol'

/** What somebody drew, as it enters the graph: an example of its own. */
export interface Drawing {
  /** By "node.port". */
  readonly feeds: Readonly<Record<string, Tensor>>
  readonly drawn: Drawn
}

/** Which examples; `count` null: as many as there are by default. */
export interface ExampleView {
  readonly first: number
  readonly count: number | null
  /** Absent: those that are trained on. */
  readonly part?: Part
  /** In the place of the first of them. */
  readonly drawing?: Drawing
}

/** As many as there are by default, from the first on. */
export const FIRST_EXAMPLES: ExampleView = { first: 0, count: null }

export interface Fed {
  /** By "node.port". */
  readonly feeds: Record<string, Tensor>
  readonly examples: RunUpdate['examples']
}

/** How many examples of a data set are looked at at once: few enough to see each. */
const EXAMPLES_IN_VIEW = 4
/** A photograph of 224 × 224 pixels is looked at alone: its pass shall take less than a second. */
const LARGE_EXAMPLE = 2 ** 16

/**
 * @param held so many examples, whatever the view asks for (see `examplesHeld`)
 * @throws DataError when the data set cannot be loaded.
 */
export async function feed(
  data: DataBinding | undefined,
  view: ExampleView,
  assets: AssetSource,
  held: number | null = null,
): Promise<Fed> {
  const fed = data ? await feedFrom(data, view, assets, held) : { feeds: {}, examples: null }
  const { drawing } = view
  if (!drawing) return fed
  return { feeds: { ...fed.feeds, ...drawing.feeds }, examples: { first: 0, count: 1, total: 1, drawn: drawing.drawn } }
}

/**
 * Of a graph that is fed in part by data and in part by numbers of its own (a picture that somebody loaded), how many
 * examples the numbers have: the data must come in the same number. Inputs whose first axis has the same letter.
 * @returns null when all that is fed comes from the data, or no letter joins the two.
 */
export function examplesHeld({ data, nodes, tensors }: GraphDocument): number | null {
  if (!data) return null
  const letters = new Set(Object.keys(data.inputs).map((node) => firstLetter(nodes[node])))
  for (const [node, record] of Object.entries(nodes)) {
    if (node in data.inputs) continue
    const letter = firstLetter(record)
    const count = tensors[portKey(node, 'y')]?.shape[0]
    if (letter !== null && count && letters.has(letter)) return count
  }
  return null
}

function firstLetter(record: GraphNode | undefined): string | null {
  const shape: unknown = record?.op === 'input' ? record.attrs?.shape : undefined
  return Array.isArray(shape) && typeof shape[0] === 'string' ? shape[0] : null
}

/** Whether what a drawing feeds is fed by nothing else by now: the same inputs, data, and numbers of one's own. */
export function drawingStands({ feeds }: Drawing, before: GraphDocument, now: GraphDocument): boolean {
  return (
    before.data === now.data &&
    Object.keys(feeds).every((key) => {
      const [node] = key.split('.') as [string]
      return before.nodes[node] === now.nodes[node] && before.tensors[key] === now.tensors[key]
    })
  )
}

async function feedFrom(data: DataBinding, view: ExampleView, assets: AssetSource, held: number | null): Promise<Fed> {
  const { train, heldOut } = await loadDataSet(data.dataset, assets, data.settings)
  const apart = view.part === 'heldOut' && heldOut.size > 0
  const split = apart ? heldOut : train
  const fields = Object.entries(data.inputs)
  const isLarge = fields.some(([, field]) => split.batch(field, [0], 'float32').data.length > LARGE_EXAMPLE)
  const count = Math.min(held ?? view.count ?? (isLarge ? 1 : EXAMPLES_IN_VIEW), split.size)
  const first = Math.min(view.first, split.size - count)
  const indices = Uint32Array.from({ length: count }, (_, i) => first + i)
  const feeds: Record<string, Tensor> = {}
  for (const [node, field] of fields) feeds[portKey(node, 'y')] = split.batch(field, indices, 'float64')
  return { feeds, examples: { first, count, total: split.size, ...(apart && { part: 'heldOut' as const }) } }
}
