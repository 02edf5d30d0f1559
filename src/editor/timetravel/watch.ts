/** @file The watch list: tensors that are pinned, so that their number and its history stay in view. */
import type { GraphDocument } from '../../graph'
import { ops } from '../../ops'
import type { WatchedTensor } from '../../runtime/protocol'
import { tensorChoices } from '../inspector/tensorChoices'
import { splitKey } from '../math'
import type { EditorServices } from '../state/context'
import { travelStore } from '../state/travelStore'
import { followLive } from './liveHistory'

const same = (a: WatchedTensor, b: WatchedTensor) => a.kind === b.kind && a.key === b.key

export function isWatched(watched: readonly WatchedTensor[], tensor: WatchedTensor): boolean {
  return watched.some((other) => same(other, tensor))
}

/** Returns whether it is watched afterwards. */
export function toggleWatch(services: EditorServices, { kind, key }: WatchedTensor): boolean {
  followLive(services)
  const { watched } = travelStore.getState()
  const there = isWatched(watched, { kind, key })
  travelStore.setState({
    watched: there ? watched.filter((other) => !same(other, { kind, key })) : [...watched, { kind, key }],
  })
  return !there
}

/** Of each selected node its value and δ, of each selected edge its gradient. */
export function watchSelection(services: EditorServices): void {
  followLive(services)
  const { view, documents } = services
  const { document } = documents.getState()
  const { selectedNodes, selectedEdges } = view.getState()
  const { watched } = travelStore.getState()
  const targets = [
    ...[...selectedNodes].map((id) => ({ kind: 'node', id }) as const),
    ...[...selectedEdges].map((id) => ({ kind: 'edge', id }) as const),
  ]
  const added = targets
    .flatMap((target) => tensorChoices(target, document, ops).slice(0, target.kind === 'node' ? 2 : 1))
    .filter((tensor) => !isWatched(watched, tensor))
  travelStore.setState({ watched: [...watched, ...added.map(({ kind, key }) => ({ kind, key }))] })
  view.announce(
    added.length ? `Watching ${added.map(({ label }) => label).join(', ')}.` : 'All of that is watched already.',
  )
}

/** "δ of z₁", "gradient on ŷ₁ → z₃"; null when it is not in the graph any more. */
export function watchedWords(document: GraphDocument, tensor: WatchedTensor): string | null {
  const choices = tensorChoices(targetOf(tensor), document, ops)
  return choices.find((choice) => same(choice, tensor))?.label ?? null
}

/** What to select to see it. */
export function targetOf({ kind, key }: WatchedTensor): { readonly kind: 'node' | 'edge'; readonly id: string } {
  return kind === 'edges' ? { kind: 'edge', id: key } : { kind: 'node', id: splitKey(key).node }
}
