/**
 * @file Saves a document as canonical JSON: the same document gives the same bytes, in whatever order it was put
 * together. Fields come in the schema's order, records sorted by id (z2 before z10).
 */
import { compareIds, type GraphDocument } from '../../graph'
import { prettyJson } from './pretty'

/** The text of a document, ending in a newline. Opening it and saving again gives the same bytes. */
export function writeDocument(document: GraphDocument): string {
  const {
    format,
    version,
    name,
    description,
    nodes,
    edges,
    tensors,
    layout,
    objective,
    data,
    training,
    groups,
    notes,
    exercise,
  } = document
  const canonical = {
    format,
    version,
    name,
    description,
    nodes: sorted(nodes, ({ op, label, attrs }) => ({ op, label, attrs: attrs && sortDeep(attrs) })),
    edges: sorted(edges, ({ from, to }) => ({ from: ref(from), to: ref(to) })),
    tensors: sorted(tensors, ({ dtype, shape, data: list, base64 }) => ({ dtype, shape, data: list, base64 })),
    layout: sorted(layout, ({ x, y }) => ({ x, y })),
    objective: objective && ref(objective),
    data: data && {
      dataset: data.dataset,
      inputs: sorted(data.inputs, (field) => field),
      settings: data.settings && sorted(data.settings, (value) => value),
    },
    training: training && {
      optimizer: {
        kind: training.optimizer.kind,
        lr: training.optimizer.lr,
        ...(sortDeep(training.optimizer) as object),
      },
      schedule: training.schedule && { kind: training.schedule.kind, ...(sortDeep(training.schedule) as object) },
      clip: training.clip && { norm: training.clip.norm, norm_type: training.clip.norm_type },
      steps: training.steps,
      batchSize: training.batchSize,
      seed: training.seed,
      tolerance: training.tolerance,
    },
    groups: groups && sorted(groups, ({ label, nodes: members }) => ({ label, nodes: members })),
    notes: notes && sorted(notes, ({ text, x, y }) => ({ text, x, y })),
    exercise: exercise && {
      title: exercise.title,
      task: exercise.task,
      hidden: exercise.hidden.map(({ kind, key, element }) => ({ kind, key, element })),
      tolerance: exercise.tolerance,
      hints: exercise.hints,
    },
  }
  // One line an entry in these, however few there are: adding a node then adds a line.
  const expand = new Set<unknown>([
    canonical,
    ...[canonical.nodes, canonical.edges, canonical.tensors, canonical.layout].filter(hasEntries),
  ])
  return `${prettyJson(canonical, expand)}\n`
}

const hasEntries = (record: object) => Object.keys(record).length > 0
const ref = ({ node, port }: { node: string; port: string }) => ({ node, port })

function sorted<T, U>(record: Readonly<Record<string, T>>, map: (value: T) => U): Record<string, U> {
  return Object.fromEntries(
    Object.keys(record)
      .sort(compareIds)
      .map((key) => [key, map(record[key]!)]),
  )
}

/** Free-form JSON with the keys of every object sorted; lists keep their order. */
function sortDeep(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortDeep)
  if (typeof value !== 'object' || value === null) return value
  return sorted(value as Record<string, unknown>, sortDeep)
}
