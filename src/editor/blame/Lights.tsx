/**
 * @file Lights nodes and edges of the canvas from outside of it: a style sheet of its own, so that a card that comes
 * into view is lit too, and the canvas knows nothing of it.
 */

export interface Lit {
  readonly nodes: readonly string[]
  readonly edges: readonly string[]
}

// Lines are as wide on the screen however far away the graph is. Ids hold letters, digits, _ and - only; a document with others is not read.
const edgeLine = (id: string) => `.react-flow__edge[data-id="${id}"] .gw-edge-line`
const card = (id: string) => `.react-flow__node[data-id="${id}"] .gw-card`

export function Lights({ lit: { nodes, edges } }: { readonly lit: Lit }) {
  const lines = edges.map(edgeLine).join()
  const cards = nodes.map(card).join()
  return (
    <style>
      {lines &&
        `${lines}{stroke:var(--gw-delta)!important;stroke-width:6px!important;stroke-linecap:round;vector-effect:non-scaling-stroke}`}
      {cards &&
        `${cards}{border-color:var(--gw-delta);box-shadow:0 0 0 2px var(--gw-delta),0 0 0 7px var(--gw-delta-soft)}`}
    </style>
  )
}
