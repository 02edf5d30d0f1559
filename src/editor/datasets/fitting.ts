/** @file Whether a graph can be fed as it is chosen: the graph as it would be then is checked, before anything is done. */
import { check, nameOf, type Diagnostic } from '../../check'
import type { DataSet, FieldSpec, Settings } from '../../data'
import { edgesOutOf, portKey, type GraphDocument } from '../../graph'
import type { Op } from '../../ops'
import { shapeText } from '../../tensor'
import { bindCommands, suggestInputs, type Chosen } from './binding'

type Fields = Readonly<Record<string, FieldSpec>>
type Ops = ReadonlyMap<string, Op>

/** What would be wrong: node, port and both shapes in `message`, what to do in `hint`. */
export interface Misfit {
  readonly message: string
  readonly hint: string
}

/** More ways than this to give fields to inputs are not tried, nor any in a graph of more nodes. */
const MOST_WAYS = 64
const MOST_NODES = 400

/** The first thing that would be wrong with the graph and is not wrong now; null when it can be fed so. */
export function misfit(
  document: GraphDocument,
  set: DataSet,
  fields: Fields,
  settings: Settings,
  chosen: Chosen,
  ops: Ops,
): Misfit | null {
  const fed = fedBy(document, set, fields, settings, chosen)
  const wrong = (of: GraphDocument) => check(of, ops).diagnostics.filter(({ severity }) => severity === 'error')
  const before = new Set(wrong(document).map(({ node, port, message }) => `${node}.${port} ${message}`))
  const found = wrong(fed).find(({ node, port, message }) => !before.has(`${node}.${port} ${message}`))
  return found ? ofField(found, fed, fields, chosen, ops) : tooManyClasses(fed, fields, chosen, ops)
}

/** What sort of numbers a field holds cannot be set: another field or another loss has to be taken. */
function ofField(found: Diagnostic, fed: GraphDocument, fields: Fields, chosen: Chosen, ops: Ops): Misfit {
  const from = fed.edges[found.edge ?? '']?.from.node
  const name = chosen[from ?? '']
  const field = fields[name ?? '']
  if (found.code !== 'dtype' || !field || !from) return found
  const place = `${nameOf(fed, found.node!)} needs ${field.classes === undefined ? 'whole' : 'real'} numbers at ${found.port}`
  const shape = shapeText(['N', ...field.shape])
  return field.classes === undefined
    ? {
        message: `${place}, but ${name} (${shape}) holds real ones.`,
        hint: `Choose another field for ${nameOf(fed, from)}.`,
      }
    : {
        message: `${place}, but ${name} (${shape}) tells ${field.classes} classes apart, by the numbers 0 to ${field.classes - 1}.`,
        hint:
          ops.get(fed.nodes[found.node!]!.op)?.category === 'loss'
            ? 'Choose another field, or take a loss for classes, such as cross_entropy_loss.'
            : 'Choose another field, or put an embedding between: it gives each of the numbers a row of real ones.',
      }
}

/** The document as it would be, without the numbers that the data take the place of. */
function fedBy(document: GraphDocument, set: DataSet, fields: Fields, settings: Settings, chosen: Chosen) {
  let fed = document
  for (const command of bindCommands(document, set, fields, settings, chosen, 'fit')) {
    const result = command(fed)
    if (result.ok) fed = result.document
  }
  const tensors = { ...fed.tensors }
  for (const [node, field] of Object.entries(chosen)) if (field !== null) delete tensors[portKey(node, 'y')]
  return { ...fed, tensors }
}

/** Shapes do not say that an index goes up to 9 where three classes are told apart. */
function tooManyClasses(fed: GraphDocument, fields: Fields, chosen: Chosen, ops: Ops): Misfit | null {
  const { order, shapes } = check(fed, ops)
  for (const [node, name] of Object.entries(chosen)) {
    const classes = fields[name ?? '']?.classes
    if (classes === undefined) continue
    for (const { to } of edgesOutOf(fed, node)) {
      const consumer = order.find(({ id }) => id === to.node)
      const scores = consumer?.wires.input
      const [what, shape, axis] =
        consumer?.op.category === 'loss' && to.port === 'target' && scores
          ? (['input', shapes[portKey(scores.node, scores.port)], 1] as const)
          : (['weight', to.port === 'index' ? shapes[portKey(to.node, 'weight')] : undefined, 0] as const)
      const room = shape?.[axis]
      if (!shape || typeof room !== 'number' || room >= classes) continue
      return {
        message: `${nameOf(fed, to.node)} has room for ${room} at ${what} (${shapeText(shape)}), but ${name} tells ${classes} apart, by the numbers 0 to ${classes - 1}.`,
        hint: `Let ${what} of ${nameOf(fed, to.node)} have ${classes} there.`,
      }
    }
  }
  return null
}

/** What each input most likely wants; where the graph would not run like that, another way in which it does. */
export function fittingInputs(
  document: GraphDocument,
  set: DataSet,
  fields: Fields,
  settings: Settings,
  bound: Readonly<Record<string, string>>,
  ops: Ops,
): Chosen {
  const first = suggestInputs(document, fields, bound)
  const inputs = Object.keys(first)
  const names = Object.keys(fields)
  const ways = names.length ** inputs.length
  if (ways > MOST_WAYS || Object.keys(document.nodes).length > MOST_NODES) return first
  const runs = (chosen: Chosen) => !misfit(document, set, fields, settings, chosen, ops)
  if (runs(first)) return first
  for (let way = 0; way < ways; way++) {
    const chosen = Object.fromEntries(
      inputs.map((input, i) => [input, names[Math.floor(way / names.length ** i) % names.length]!]),
    )
    if (new Set(Object.values(chosen)).size === inputs.length && runs(chosen)) return chosen
  }
  return first
}
