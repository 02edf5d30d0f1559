/** @file The one place that turns Immer's patches on and applies them, so that nobody forgets to enable them. */
import { applyPatches, enablePatches, freeze, type Patch } from 'immer'
import type { GraphDocument } from './schema'

enablePatches()

/**
 * The document after the patches; the one given stays as it was, and unchanged parts are shared.
 * @throws when a patch does not fit the document, or reaches for a reserved key.
 */
export function applyPatchesTo(document: GraphDocument, patches: readonly Patch[]): GraphDocument {
  return patches.length ? freeze(applyPatches(document, patches), true) : document
}

/**
 * Shortens a list of patches that keeps overwriting the same places (a slider scrub, a drag): of each place
 * only the last write counts. Lists that insert into arrays, or that write both a thing and a part of it,
 * depend on their order and come back as they are.
 */
export function squash(patches: readonly Patch[]): readonly Patch[] {
  const last = new Map<string, Patch>()
  for (const patch of patches) {
    const end = patch.path.at(-1)
    if (end === 'length' || (typeof end === 'number' && patch.op !== 'replace')) return patches
    last.set(JSON.stringify(patch.path), patch)
  }
  if (last.size === patches.length) return patches
  for (const { path } of last.values())
    for (let end = 0; end < path.length; end++) if (last.has(JSON.stringify(path.slice(0, end)))) return patches
  return [...last.values()]
}
