/** @file What a δ or a VJP of the backward graph says about itself. Pure. */
import type { GraphDocument } from '../../graph'
import type { Op } from '../../ops'
import { spoken } from '../canvas/edgeWords'
import { nodeName } from '../format'
import { plainPort } from '../math'
import type { Shown } from '../state/runStore'
import type { Progress } from './graph'
import type { Item } from './view'

type Ops = ReadonlyMap<string, Op>

/** "δ of ŷ₁: −0.120, kept, and read 2 times so far". */
export function itemWords(document: GraphDocument, ops: Ops, item: Item, shown: Shown, cursor: number): string {
  if (item.kind === 'line') {
    const { from, to, port, edge } = item.line
    const read = `VJP of ${nodeName(document, item.line.node)} for ${port}: δ of ${plainPort(document, ops, from)} times the local derivative`
    const gives =
      edge === null ? `the gradient of ${plainPort(document, ops, to)}` : `to δ of ${plainPort(document, ops, to)}`
    return item.line.event < cursor ? `${read}, ${gives}: ${spoken(shown)}` : `${read}, ${gives}: not computed yet`
  }
  const { box } = item
  const name =
    box.kind === 'delta' ? `δ of ${plainPort(document, ops, box)}` : `gradient of ${plainPort(document, ops, box)}`
  if (box.event >= cursor) return `${name}: not computed yet`
  const reads = box.readBy.filter((event) => event < cursor).length
  const kept =
    box.kind === 'gradient'
      ? ''
      : reads
        ? `, computed once, read ${reads} ${reads === 1 ? 'time' : 'times'} from the cache`
        : ', kept in the cache'
  return `${name}: ${spoken(shown)}${kept}`
}

/** "δ 3 of 7 · VJPs 5 of 15 · 5 reads from the cache". */
export function progressWords({ deltas, vjps, reads }: Progress): string {
  return `δ ${deltas[0]} of ${deltas[1]} · VJPs ${vjps[0]} of ${vjps[1]} · ${reads} ${reads === 1 ? 'read' : 'reads'} from the cache`
}
