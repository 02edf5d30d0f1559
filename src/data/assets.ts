/** @file Where shipped files come from. */
import { DataError, type AssetSource } from './dataSet'

const HINT = 'Check that the app was built with its data folder, and that the server is running.'

/** In a page or worker: relative to `base`, the address of the app's root folder. */
export function fetchAssets(base: string | URL): AssetSource {
  return async (path) => {
    const url = new URL(path, base)
    let response: Response
    try {
      response = await fetch(url)
    } catch (cause) {
      throw new DataError('missing-file', `${path} could not be fetched.`, HINT, { cause })
    }
    if (!response.ok)
      throw new DataError('missing-file', `${path} could not be fetched: the server answered ${response.status}.`, HINT)
    return new Uint8Array(await response.arrayBuffer())
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
