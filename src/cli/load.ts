/** @file Reading documents and tensors from disk. */
import { readFile } from 'node:fs/promises'
import { check } from '../check'
import { fileAssets, loadDataSet, type AssetSource, type LoadedData } from '../data'
import type { RunError } from '../engine'
import { readDocument } from '../formats'
import { decodeTensor, portKey, tensorSchema, type GraphDocument } from '../graph'
import { ops } from '../ops'
import type { Tensor } from '../tensor'
import { CliProblem } from './output'

/** @throws CliProblem when the file cannot be read or is no document. Unknown ops pass: `check` reports them. */
export async function loadDocument(file: string): Promise<GraphDocument> {
  let bytes: Uint8Array
  try {
    bytes = await readFile(file)
  } catch (error) {
    throw new CliProblem(
      'file',
      `${file} could not be read (${(error as NodeJS.ErrnoException).code ?? 'error'}).`,
      'Check the path.',
    )
  }
  const read = readDocument(bytes)
  if (!read.ok) throw new CliProblem(read.code, read.message, read.hint)
  return read.document
}

/** @throws CliProblem with the first error that keeps the graph from running. */
export function refuseErrors(document: GraphDocument, feeds: Readonly<Record<string, Tensor>> = {}): void {
  const found = check(document, ops, feeds).diagnostics.find((d) => d.severity === 'error')
  if (found) throw new CliProblem(found.code, found.message, found.hint, found.node, found.port)
}

export function refuse(errors: readonly RunError[]): void {
  const first = errors[0]
  if (first) throw new CliProblem(first.code, first.message, first.hint, first.node, first.port)
}

/** `--feed x=rows.json`, any number of times. */
export async function loadFeeds(pairs: readonly string[], document: GraphDocument): Promise<Record<string, Tensor>> {
  const feeds: Record<string, Tensor> = {}
  for (const pair of pairs) {
    const at = pair.indexOf('=')
    const node = pair.slice(0, at)
    const file = pair.slice(at + 1)
    if (at < 1 || !file)
      throw new CliProblem('feed', `--feed takes NODE=FILE, not "${pair}".`, 'For example --feed x=rows.json.')
    if (!Object.hasOwn(document.nodes, node))
      throw new CliProblem(
        'feed',
        `--feed names a node "${node}", which is not in the graph.`,
        `Nodes: ${Object.keys(document.nodes).join(', ')}.`,
      )
    let raw: unknown
    try {
      raw = JSON.parse(await readFile(file, 'utf8'))
    } catch (error) {
      throw new CliProblem(
        'feed',
        `${file} is not a JSON tensor: ${(error as Error).message}.`,
        'It should hold { "dtype", "shape", "data" }.',
        node,
      )
    }
    const parsed = tensorSchema.safeParse(raw)
    if (!parsed.success)
      throw new CliProblem(
        'feed',
        `${file} is not a tensor: ${parsed.error.issues[0]!.path.join('.')} ${parsed.error.issues[0]!.message}`,
        'It should hold { "dtype", "shape", "data" }.',
        node,
      )
    try {
      feeds[portKey(node, 'y')] = decodeTensor(parsed.data)
    } catch (error) {
      throw new CliProblem('feed', `${file}: ${(error as Error).message}`, 'Make the data fit the shape.', node)
    }
  }
  return feeds
}

/** The shipped data lie beside the built command line, or in the repository's `public`. */
function shippedAssets(here: URL): AssetSource {
  const roots = ['../app/', '../../public/', '../../dist/app/'].map((path) =>
    decodeURIComponent(new URL(path, here).pathname),
  )
  return fileAssets(roots, (file) => readFile(file))
}

/** Beside the one file that is built, or in the repository. */
export const assets = shippedAssets(new URL(import.meta.url))

export async function loadBoundData(document: GraphDocument, assets: AssetSource): Promise<LoadedData | null> {
  return document.data ? loadDataSet(document.data.dataset, assets, document.data.settings) : null
}

/** Inputs bound to a data set see its first examples when a graph is only looked at. */
export async function boundFeeds(
  document: GraphDocument,
  assets: AssetSource,
  count = 4,
): Promise<Record<string, Tensor>> {
  const data = await loadBoundData(document, assets)
  if (!data || !document.data) return {}
  const indices = Uint32Array.from({ length: Math.min(count, data.train.size) }, (_, i) => i)
  return Object.fromEntries(
    Object.entries(document.data.inputs).map(([node, field]) => [
      portKey(node, 'y'),
      data.train.batch(field, indices, 'float64'),
    ]),
  )
}
