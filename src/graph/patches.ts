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
 * Shortens a list of patches that keeps overwriting the same places (a slider scrub, a drag): what a later patch
 * overwrites, as a whole or as a part of something larger, is dropped. Lists that insert into or cut arrays depend on
 * every step, and come back as they are.
 */
export function squash(patches: readonly Patch[]): readonly Patch[] {
  const written = new Set<string>()
  const kept: Patch[] = []
  for (const patch of [...patches].reverse()) {
    const end = patch.path.at(-1)
    if (end === 'length' || (typeof end === 'number' && patch.op !== 'replace')) return patches
    let key = ''
    const overwritten = patch.path.some((part) => written.has((key += `/${JSON.stringify(part)}`)))
    if (overwritten) continue
    written.add(key)
    kept.push(patch)
  }
  return kept.reverse()
}
