/** @file A small network that fits a data set: where somebody begins who has data and no graph for them. */
import { fieldsOf, type DataKind, type DataSet, type FieldSpec, type Settings } from '../../data'
import type { GraphDocument, GraphNode, TrainingSettings } from '../../graph'
import { numel } from '../../tensor'

/** Between the left sides of two nodes, and the upper sides of two rows, in flow pixels: as in the examples. */
const COLUMN = 212
const ROW = 252
const MOST_IN_ROW = 7
/** Images are made smaller first until no side is longer, so that a step takes milliseconds. */
const LONGEST_SIDE = 40
/** From here on convolutions find more than what a network sees that takes each pixel by itself. */
const SHORTEST_FOR_CONVOLUTIONS = 16

type Attrs = NonNullable<GraphNode['attrs']>
type Layer = readonly [op: string, label: string, attrs?: Attrs]

const SUBSCRIPT = '₀₁₂₃₄₅₆₇₈₉'
const named = (letter: string, i: number) => `${letter}${SUBSCRIPT[i]!}`

/** What a network for these data reads, and what it is to say. */
interface Task {
  readonly read: readonly [name: string, field: FieldSpec]
  /** null: what it reads, by way of fewer numbers. */
  readonly say: readonly [name: string, field: FieldSpec] | null
}

function taskOf(fields: Readonly<Record<string, FieldSpec>>): Task | null {
  const read = Object.entries(fields).find(([, { dtype, shape }]) => dtype === 'float32' && shape.length > 0)
  if (!read) return null
  const others = Object.entries(fields).filter(([name]) => name !== read[0])
  const say = others.find(([, { classes }]) => classes !== undefined) ?? others[0] ?? null
  return { read, say }
}

/**
 * A document of its own, fed by the data, with settings of training under which it learns. Texts have none here: their
 * network is the example that writes (`textStarter.ts`).
 * @returns null when nothing of the data can be read by affine layers and convolutions.
 */
export function starterFor(set: DataSet, settings: Settings): GraphDocument | null {
  const task = taskOf(fieldsOf(set, settings))
  if (!task) return null
  const [readName, { shape }] = task.read
  const small = smaller(shape)
  const layers = [...small.layers, ...hiddenLayers(small.shape, task.say === null), ...answer(task, small.shape)]
  const nodes: Record<string, GraphNode> = {
    x: { op: 'input', label: 'x', attrs: { shape: ['N', ...shape] } },
  }
  const edges: GraphDocument['edges'] = {}
  const wire = (from: string, node: string, port: string) => {
    edges[`e${Object.keys(edges).length + 1}`] = { from: { node: from, port: 'y' }, to: { node, port } }
  }
  let last = 'x'
  for (const [i, [op, label, attrs]] of layers.entries()) {
    const id = `n${i + 1}`
    nodes[id] = { op, label, ...(attrs && { attrs }) }
    wire(last, id, 'x')
    last = id
  }
  const classes = task.say?.[1].classes !== undefined
  const from = task.say ? null : shape.length > 1 ? flatOf(layers) : 'x'
  nodes.L = { op: classes ? 'cross_entropy_loss' : 'mse_loss', label: 'L' }
  wire(last, 'L', 'input')
  if (task.say) {
    const [, { shape: said }] = task.say
    nodes.t = { op: 'input', label: 't', attrs: { ...(classes && { dtype: 'int64' }), shape: ['N', ...said] } }
    wire('t', 'L', 'target')
  } else wire(from!, 'L', 'target')
  return {
    format: 'gradwire',
    version: 1,
    name: set.title,
    description: `A small network for ${set.title}: change it, and see what becomes better.`,
    nodes,
    edges,
    tensors: {},
    layout: placed(layers.length, from),
    objective: { node: 'L', port: 'loss' },
    data: {
      dataset: set.id,
      inputs: { x: readName, ...(task.say && { t: task.say[0] }) },
      ...(Object.keys(settings).length > 0 && { settings }),
    },
    training: trainingOf(set.kind, small.shape),
  }
}

/** The node after which everything is one row: what an autoencoder has to give back. */
const flatOf = (layers: readonly Layer[]) => `n${layers.findIndex(([op]) => op === 'flatten') + 1}`

function smaller(shape: readonly number[]): { readonly layers: readonly Layer[]; readonly shape: readonly number[] } {
  if (shape.length !== 3) return { layers: [], shape }
  const [channels, height, width] = shape as [number, number, number]
  const window = Math.ceil(Math.max(height, width) / LONGEST_SIDE)
  if (window === 1 || Math.min(height, width) < window) return { layers: [], shape }
  return {
    layers: [['avg_pool2d', 'p₀', { kernel_size: [window, window] }]],
    shape: [channels, Math.floor(height / window), Math.floor(width / window)],
  }
}

function hiddenLayers(shape: readonly number[], givesBack: boolean): readonly Layer[] {
  const flat: Layer = ['flatten', 'f']
  const isImage = shape.length === 3
  if (givesBack)
    return [...(shape.length > 1 ? [flat] : []), ['affine', 'z₁', { out_features: isImage ? 32 : 2 }], ['tanh', 'h₁']]
  if (isImage && Math.min(shape[1]!, shape[2]!) >= SHORTEST_FOR_CONVOLUTIONS)
    return [...convolution(1, 8), ...convolution(2, 16), flat]
  if (shape.length > 1) return [flat, ['affine', 'z₁', { out_features: 64 }], ['relu', 'h₁']]
  return [1, 2].flatMap((i): Layer[] => [
    ['affine', named('z', i), { out_features: 16 }],
    ['tanh', named('h', i)],
  ])
}

const convolution = (i: number, channels: number): readonly Layer[] => [
  ['conv2d', named('c', i), { out_channels: channels, kernel_size: [5, 5], padding: [2, 2] }],
  ['relu', named('a', i)],
  ['max_pool2d', named('p', i), { kernel_size: [2, 2] }],
]

function answer({ say }: Task, shape: readonly number[]): readonly Layer[] {
  const out = say ? (say[1].classes ?? numel(say[1].shape)) : numel(shape)
  return [['affine', 'ŷ', { out_features: out }]]
}

/**
 * Adam at rates that suit each sort; batches, so that a step of many examples takes no longer than one of few. A network
 * learns a table by heart sooner than a curve or a spiral: it stops before that.
 */
function trainingOf(kind: DataKind, shape: readonly number[]): TrainingSettings {
  const isImage = shape.length === 3
  return {
    optimizer: { kind: 'adam', lr: isImage ? 0.002 : 0.01 },
    steps: isImage || kind === 'table' ? 600 : 2000,
    batchSize: 32,
    seed: 0,
    tolerance: null,
  }
}

/**
 * In rows, read as lines are; the target stands under what is compared with it. Where a network gives back what it reads,
 * that way is raised, so that the wire of what is compared with it passes below.
 * @param from the node that is compared, where it is no input of its own.
 */
function placed(layers: number, from: string | null): GraphDocument['layout'] {
  const all = layers + 2
  const wide = Math.ceil(all / Math.ceil(all / MOST_IN_ROW))
  const at = (i: number) => ({ x: (i % wide) * COLUMN, y: Math.floor(i / wide) * ROW })
  const layout: GraphDocument['layout'] = { x: at(0), L: at(layers + 1) }
  for (let i = 1; i <= layers; i++) layout[`n${i}`] = at(i)
  const last = layout[`n${layers}`]!
  if (from === null) layout.t = { x: last.y === layout.L!.y ? last.x : layout.L!.x, y: layout.L!.y + ROW }
  else
    for (let i = layers; i > 0 && `n${i}` !== from; i--)
      layout[`n${i}`] = { x: layout[`n${i}`]!.x, y: layout[`n${i}`]!.y - ROW }
  return layout
}
