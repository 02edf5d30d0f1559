/** @file A small picture of a graph, drawn from its layout: boxes in the colour of what they do, edges as curves. */
import type { GraphDocument } from '../../graph'
import { ops } from '../../ops'
import { nodeGeometry } from '../canvas/geometry'

const MARGIN = 60
/** More boxes than this are a grey blur at this size; the first ones tell enough. */
const MOST = 400

export function GraphPicture({ document }: { readonly document: GraphDocument }) {
  const boxes = new Map(
    Object.entries(document.nodes)
      .slice(0, MOST)
      .map(([id, node]) => {
        const { width, height } = nodeGeometry(document, id)
        return [
          id,
          {
            ...(document.layout[id] ?? { x: 0, y: 0 }),
            width,
            height,
            tone: toneOf(ops.get(node.op)?.category, node.op),
          },
        ]
      }),
  )
  const all = [...boxes.values()]
  const left = Math.min(...all.map((box) => box.x)) - MARGIN
  const top = Math.min(...all.map((box) => box.y)) - MARGIN
  const width = Math.max(...all.map((box) => box.x + box.width)) + MARGIN - left
  const height = Math.max(...all.map((box) => box.y + box.height)) + MARGIN - top
  if (!all.length) return null
  // Strokes keep their width on the screen, whatever the size of the graph.
  return (
    <svg
      className="gw-example-graph"
      viewBox={`${left} ${top} ${width} ${height}`}
      preserveAspectRatio="xMidYMid meet"
      aria-hidden
    >
      {Object.entries(document.edges).map(([id, { from, to }]) => {
        const a = boxes.get(from.node)
        const b = boxes.get(to.node)
        if (!a || !b) return null
        const [x1, y1, x2, y2] = [a.x + a.width, a.y + a.height / 2, b.x, b.y + b.height / 2]
        const bend = x2 > x1 ? Math.max(40, (x2 - x1) / 2) : MARGIN
        return (
          <path
            key={id}
            d={`M${x1},${y1} C${x1 + bend},${y1} ${x2 - bend},${y2} ${x2},${y2}`}
            vectorEffect="non-scaling-stroke"
          />
        )
      })}
      {[...boxes].map(([id, box]) => (
        <rect
          key={id}
          data-tone={box.tone}
          x={box.x}
          y={box.y}
          width={box.width}
          height={box.height}
          rx={14}
          vectorEffect="non-scaling-stroke"
        />
      ))}
    </svg>
  )
}

function toneOf(category: string | undefined, op: string): string {
  if (op === 'parameter') return 'param'
  if (category === 'source') return 'value'
  return category === 'loss' ? 'delta' : 'plain'
}
