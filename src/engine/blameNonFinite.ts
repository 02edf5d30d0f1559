/** @file Where a NaN or ∞ comes from: back over the trace, from event to event, to those that made it of finite numbers. */
import { portKey } from '../graph'
import { SOURCE_OPS } from '../ops'
import type { Tensor } from '../tensor'
import { firstBad } from './blameNumbers'
import { badSum, badValue, badVjp, givenBad } from './blameOrigin'
import type { Draft } from './blameScore'
import type { BlameTarget } from './blameTypes'
import { gradientOf, splitKey, type BlameScene, type Walk } from './blameWalk'
import type { Run, TraceEvent } from './types'

/** What an event made. */
function madeBy(run: Run, event: TraceEvent): Tensor | undefined {
  const key = portKey(event.node, event.port)
  switch (event.kind) {
    case 'value':
      return run.values.get(key)
    case 'accumulate':
      return run.deltas.get(key)
    case 'edge-delta':
      return run.edges.get(event.edge!)
    case 'parameter-gradient':
      return run.gradients.get(key)
  }
}

const isBad = (tensor: Tensor | undefined) => tensor !== undefined && firstBad(tensor) >= 0

/** Events by what they make, as "v z1.y", "d z1.y", "e e3", "g z1.weight". */
function indexOf(trace: readonly TraceEvent[]): Map<string, TraceEvent> {
  return new Map(
    trace.map((event) => {
      const key = portKey(event.node, event.port)
      const letter = { value: 'v', accumulate: 'd', 'edge-delta': 'e', 'parameter-gradient': 'g' }[event.kind]
      return [`${letter} ${event.kind === 'edge-delta' ? event.edge! : key}`, event]
    }),
  )
}

/** The origins, in the order in which they happened. Without a bad target: those of anything bad on its way. */
export function judgeNonFinite(scene: BlameScene, target: BlameTarget, { steps }: Walk): Draft[] {
  const { run } = scene
  const events = indexOf(run.trace)
  const start = new Set<string>()
  if (isBad(gradientOf(run, target)))
    start.add(target.kind === 'edge' ? `e ${target.id}` : `${target.kind === 'port' ? 'd' : 'g'} ${target.key}`)
  else
    for (const { node } of steps)
      for (const output of Object.keys(node.op.outputs)) {
        const key = portKey(node.id, output)
        if (isBad(run.deltas.get(key))) start.add(`d ${key}`)
        if (isBad(run.values.get(key))) start.add(`v ${key}`)
      }
  const seen = new Set(start)
  const todo = [...start]
  const origins = new Map<string, { index: number; draft: Draft }>()
  for (let id = todo.pop(); id !== undefined; id = todo.pop()) {
    const event = events.get(id)
    if (!event) {
      // A parameter of the node's own has no event: it came with the document.
      const key = id.slice(2)
      origins.set(id, { index: -1, draft: givenBad(scene, ...splitKey(key), run.values.get(key)!) })
      continue
    }
    const causes = [
      ...event.reads.filter((key) => isBad(run.values.get(key))).map((key) => `v ${key}`),
      ...event.fromCache.filter((key) => isBad(run.deltas.get(key))).map((key) => `d ${key}`),
      ...(event.terms ?? []).filter((edge) => isBad(run.edges.get(edge))).map((edge) => `e ${edge}`),
    ]
    if (!causes.length) origins.set(id, { index: event.index, draft: originOf(scene, event) })
    for (const cause of causes)
      if (!seen.has(cause)) {
        seen.add(cause)
        todo.push(cause)
      }
  }
  const found = [...origins.values()].sort((a, b) => a.index - b.index).map(({ draft }) => draft)
  // A node that is the origin of several tensors is told once.
  return found.filter((draft, i) => found.findIndex(({ node }) => node === draft.node) === i)
}

function originOf(scene: BlameScene, event: TraceEvent): Draft {
  const made = madeBy(scene.run, event)!
  const node = scene.plan.byId.get(event.node)!
  if (event.kind === 'accumulate') return badSum(scene, event, made)
  if (SOURCE_OPS.has(node.op.id)) return givenBad(scene, node.id, 'y', made)
  return event.kind === 'value' ? badValue(scene, node, event.port, made) : badVjp(scene, node, event, made)
}
