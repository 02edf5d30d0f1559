/** @file Where shipped files come from. */
import { DataError, type AssetSource } from './dataSet'

const HINT = 'Check that the app was built with its data folder, and that the server is running.'

/** What is used of the browser's `fetch`; written out, because this folder is compiled without the browser's types. */
type Fetch = (address: string) => Promise<{
  readonly ok: boolean
  readonly status: number
  arrayBuffer(): Promise<ArrayBuffer>
}>

/** In a page or worker. `base` is the address of the app's root folder, with a "/" at its end. */
export function fetchAssets(base: string | { readonly href: string }): AssetSource {
  const { fetch } = globalThis as unknown as { readonly fetch: Fetch }
  const folder = typeof base === 'string' ? base : base.href
  return async (path) => {
    const response = await fetch(folder + path).catch((cause: unknown) => {
      throw new DataError('missing-file', `${path} could not be fetched.`, HINT, { cause })
    })
    if (response.ok) return new Uint8Array(await response.arrayBuffer())
    throw new DataError('missing-file', `${path} could not be fetched: the server answered ${response.status}.`, HINT)
  }
}

/**
 * Outside of a page: `read` is tried in each of `roots` in turn (folders that hold `data/`).
 * The reader is an argument, so that nothing here depends on Node.
 */
export function fileAssets(roots: readonly string[], read: (file: string) => Promise<Uint8Array>): AssetSource {
  return async (path) => {
    let cause: unknown
    for (const root of roots) {
      try {
        return await read(`${root.replace(/[\\/]$/, '')}/${path}`)
      } catch (error) {
        cause = error
      }
    }
    throw new DataError('missing-file', `${path} was not found in ${roots.join(' or ')}.`, HINT, { cause })
  }
}
