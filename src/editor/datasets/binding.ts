/** @file Which field of a data set feeds which input, and the commands that make it so. */
import type { DataSet, FieldSpec, Settings } from '../../data'
import { portKey, setAttr, setData, setTensor, type GraphDocument } from '../../graph'

export interface InputNode {
  readonly node: string
  /** Wired into the target of a loss: it wants what is to be said. */
  readonly isTarget: boolean
  readonly shape: readonly unknown[]
  readonly dtype: string
}

const TARGETS: ReadonlySet<string> = new Set(['label', 'target', 'y', 'next'])
const isWhole = (dtype: string) => dtype === 'int64' || dtype === 'bool'

export function inputNodes({ nodes, edges }: GraphDocument): InputNode[] {
  const targets = new Set(
    Object.values(edges)
      .filter(({ to }) => to.port === 'target')
      .map(({ from }) => from.node),
  )
  return Object.entries(nodes)
    .filter(([, { op }]) => op === 'input')
    .map(([node, { attrs }]) => ({
      node,
      isTarget: targets.has(node),
      shape: (attrs?.shape as readonly unknown[] | undefined) ?? [],
      dtype: (attrs?.dtype as string | undefined) ?? 'float64',
    }))
}

/** Whether the input takes the field as it is: one axis for the examples, the same sizes, numbers of the same sort. */
export function fits({ shape, dtype }: InputNode, field: FieldSpec): boolean {
  const [, ...rest] = shape
  return (
    shape.length === field.shape.length + 1 &&
    rest.every((size, axis) => typeof size !== 'number' || size === field.shape[axis]) &&
    isWhole(dtype) === isWhole(field.dtype)
  )
}

/** Input → field; null: it is not fed by these data. */
export type Chosen = Readonly<Record<string, string | null>>

/** For each input the field that it most likely wants; null: none. No field twice, unless it is bound so. */
export function suggestInputs(
  document: GraphDocument,
  fields: Readonly<Record<string, FieldSpec>>,
  bound: Readonly<Record<string, string>> = {},
): Record<string, string | null> {
  const names = Object.keys(fields)
  const inputs = inputNodes(document)
  const chosen: Record<string, string | null> = Object.fromEntries(
    inputs.map(({ node }) => [node, names.includes(bound[node] ?? '') ? bound[node]! : null]),
  )
  const free = new Set(names.filter((name) => !Object.values(chosen).includes(name)))
  const pairs = inputs
    .filter(({ node }) => chosen[node] === null)
    .flatMap((input) => names.map((name) => ({ input, name, score: liking(input, name, fields[name]!) })))
    .filter(({ score }) => score >= ENOUGH)
    .sort((a, b) => b.score - a.score)
  for (const { input, name } of pairs) {
    if (chosen[input.node] !== null || !free.delete(name)) continue
    chosen[input.node] = name
  }
  return chosen
}

/** What is to be said goes to targets, and the rest elsewhere: less than that is no reason. */
const ENOUGH = 4

const liking = (input: InputNode, name: string, field: FieldSpec): number =>
  (TARGETS.has(name) === input.isTarget ? ENOUGH : 0) +
  (fits(input, field) ? 2 : 0) +
  (isWhole(input.dtype) === isWhole(field.dtype) ? 1 : 0)

/** One entry of undo: binds, gives inputs the shapes that their fields have, and takes away their own numbers of other shapes. */
export function bindCommands(
  document: GraphDocument,
  set: DataSet,
  fields: Readonly<Record<string, FieldSpec>>,
  settings: Settings,
  chosen: Chosen,
  mergeKey: string,
) {
  const inputs = Object.fromEntries(
    Object.entries(chosen).filter((entry): entry is [string, string] => entry[1] !== null),
  )
  const own = Object.keys(settings).length ? { settings } : {}
  const reshaped = inputNodes(document).flatMap((input) => {
    const field = fields[inputs[input.node] ?? '']
    if (!field || fits(input, field)) return []
    const dtype = isWhole(field.dtype) ? field.dtype : undefined
    return [
      setAttr(input.node, 'shape', ['N', ...field.shape], { mergeKey }),
      ...(isWhole(input.dtype) === isWhole(field.dtype) ? [] : [setAttr(input.node, 'dtype', dtype, { mergeKey })]),
      ...(document.tensors[portKey(input.node, 'y')]
        ? [setTensor(portKey(input.node, 'y'), undefined, { mergeKey })]
        : []),
    ]
  })
  return [setData({ dataset: set.id, inputs, ...own }, { mergeKey }), ...reshaped]
}
