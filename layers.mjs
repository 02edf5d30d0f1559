/**
 * @file The house rule: which folder of src/ may import which. One table, read by dependency-cruiser
 * (`npm run layers`) and by the editor's lint.
 */

const core = ['tensor', 'graph', 'ops', 'check']
const engine = [...core, 'engine']
const train = [...engine, 'data']
const formats = [...train, 'train']
const runtime = [...formats, 'formats']
const cli = [...runtime, 'runtime']

/** folder → the other folders that it may import. */
export const layers = {
  tensor: [],
  graph: [],
  ops: ['tensor'],
  check: ['tensor', 'graph', 'ops'],
  engine: core,
  data: ['tensor'],
  train,
  formats,
  runtime,
  cli,
  editor: [...core, 'data', 'formats', 'runtime'],
}

/** The files by which a folder may be imported from outside; index.ts where nothing is said. */
export const doors = { runtime: ['client', 'protocol'] }

/** Packages that only the editor and the composition root may know. */
export const viewPackages = ['react', 'react-dom', '@mantine', '@xyflow', '@tabler']

export const doorsOf = (layer) => doors[layer] ?? ['index']
