/** @file No gradient at all: where the ways from the target end, and whether an op's own word ends them. */
import { nameOf, type CheckedNode } from '../check'
import { edgesOutOf, portKey } from '../graph'
import type { BlameTarget } from './blameTypes'
import type { Draft } from './blameScore'
import { called, nameOfTarget } from './blameWords'
import { splitKey, type BlameScene } from './blameWalk'

const NAMED = 4

export function judgeNoPath(scene: BlameScene, target: BlameTarget): Draft[] {
  const { document, plan, run } = scene
  const name = nameOfTarget(document, target)
  const edge = target.kind === 'edge' ? document.edges[target.id] : undefined
  if (target.kind === 'edge' ? !edge : !document.nodes[splitKey(target.key)[0]]) return []
  const start = edge?.from.node ?? splitKey((target as { key: string }).key)[0]
  const base = { node: start, factor: null }
  // An objective that is there but did not run: what kept it from running is the reason, wherever that is.
  const failed =
    run.errors.find((error) => !error.node || !plan.byId.has(start) || error.node === start) ??
    (plan.objective ? run.errors[0] : undefined)
  if (!run.objective)
    return [
      {
        ...base,
        kind: 'no-path',
        message: failed?.message ?? 'There is no loss to differentiate, so nothing has a gradient.',
        hint: failed?.hint ?? 'Add a loss, such as mse_loss, and wire it; or choose an objective.',
      },
    ]
  const objective = nameOf(document, plan.objective!.node)
  const own = target.kind !== 'edge' && !plan.byId.get(start)?.op.outputs[splitKey(target.key)[1]]
  const reached = new Set([start])
  const blocked: string[] = []
  const ends: string[] = []
  const todo = [start]
  for (let node = todo.pop(); node !== undefined; node = todo.pop()) {
    const out =
      edge && node === start && !own ? [{ id: (target as { id: string }).id, ...edge }] : edgesOutOf(document, node)
    if (!out.length) ends.push(nameOf(document, node))
    for (const { id, to } of out) {
      if (plan.blocked.has(id)) blocked.push(id)
      else if (!reached.has(to.node)) {
        reached.add(to.node)
        todo.push(to.node)
      }
    }
  }
  if (own && plan.reaching.has(start)) return [{ ...base, kind: 'blocked', ...ownWord(scene, target) }]
  if (blocked.length)
    return blocked.map((id) => {
      const { from, to } = document.edges[id]!
      const consumer = plan.byId.get(to.node)!
      return {
        kind: 'blocked',
        node: to.node,
        port: to.port,
        more: [id],
        factor: null,
        message: `${called(document, consumer)} passes no gradient to its input ${to.port}, which ${nameOf(document, from.node)} feeds: ${whyBlocked(consumer, to.port)}.`,
        hint: `To train ${name === start ? name : nameOf(document, start)}, lead it to ${objective} over an input that passes gradients.`,
      }
    })
  const dead = ends.filter((end) => end !== objective)
  return [
    {
      ...base,
      kind: 'no-path',
      more: edge ? [(target as { id: string }).id] : edgesOutOf(document, start).map(({ id }) => id),
      message: dead.length
        ? `No way leads from ${nameOf(document, start)} to ${objective}: ${dead.slice(0, NAMED).join(', ')}${dead.length > NAMED ? ` and ${dead.length - NAMED} more` : ''} ${dead.length > 1 ? 'are' : 'is'} used by nobody.`
        : `${nameOf(document, start)} could not run, or has no gradient by its op's own word.`,
      hint: `Wire it on, so that it has a part in ${objective}, or choose another objective.`,
    },
  ]
}

function whyBlocked({ op }: CheckedNode, port: string): string {
  if (op.category === 'loss') return 'a target is given, not learned'
  return op.inputs[port]?.dtype === 'integer' ? 'whole numbers have no slope' : `that is the rule of ${op.id}`
}

function ownWord({ document, plan }: BlameScene, target: BlameTarget) {
  const [node, port] = splitKey((target as { key: string }).key)
  const known = plan.byId.get(node)
  return {
    port,
    message: `${known ? called(document, known) : node} passes no gradient to ${port}: it is the node's own state, or the op says so.`,
    hint: `Ask about another port than ${portKey(node, port)}: its weights, or its output.`,
  }
}
