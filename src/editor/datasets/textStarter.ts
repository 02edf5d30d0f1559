/** @file The network that a text is offered: the example that writes, made to fit its symbols and the length of its examples. */
import { fieldsOf, type DataSet, type Settings } from '../../data'
import type { GraphDocument, GraphNode } from '../../graph'

/**
 * @param example "A character model that writes": x and t are fed, e embeds, p says which place, y scores the symbols.
 */
export function textStarter(example: GraphDocument, set: DataSet, settings: Settings): GraphDocument {
  const { input } = fieldsOf(set, settings)
  const [length] = input!.shape
  const symbols = input!.classes!
  const fitted = (id: string, attrs: NonNullable<GraphNode['attrs']>): GraphNode => {
    const node = example.nodes[id]!
    return { ...node, attrs: { ...node.attrs, ...attrs } }
  }
  const width = (example.nodes.p!.attrs!.shape as readonly number[])[1]!
  return {
    ...example,
    name: set.title,
    nodes: {
      ...example.nodes,
      x: fitted('x', { shape: ['N', length!] }),
      t: fitted('t', { shape: ['N', length!] }),
      e: fitted('e', { num_embeddings: symbols }),
      p: fitted('p', { shape: [length!, width] }),
      y: fitted('y', { out_features: symbols }),
    },
    // Parameters that the example may hold are of its own shapes.
    tensors: {},
    data: {
      dataset: set.id,
      inputs: { x: 'input', t: 'next' },
      ...(Object.keys(settings).length > 0 && { settings }),
    },
  }
}
