/**
 * @file Marks on the canvas: breakpoints on cards and edges, and the colours of a comparison. They are rules of one style
 * sheet that name cards and edges by their ids, so that no card and no edge has to know of them or is drawn again.
 */
import { travelStore, type TravelState } from '../state/travelStore'
import { strength } from './compare'
import './marks.css'

const MARKER = 'gw-breakpoint'

/** The rules, from what is known. Ids hold no quotes: they are letters, digits, "_" and "-". */
export function marksCss({ breakpoints, comparison }: Pick<TravelState, 'breakpoints' | 'comparison'>): string {
  const rules: string[] = []
  for (const { stop, on } of breakpoints) {
    if (stop.kind === 'node')
      rules.push(`.react-flow__node[data-id="${stop.node}"]::after { content: ''; opacity: ${on ? 1 : 0.4}; }`)
    else if (stop.kind === 'port')
      rules.push(
        `.gw-port[data-nodeid="${stop.node}"][data-handleid="${stop.port}"] { outline: 2.5px solid var(--gw-error); outline-offset: 1.5px; }`,
      )
    else if (stop.kind === 'edge')
      rules.push(
        `.react-flow__edge[data-id="${stop.edge}"] .gw-edge-line { marker-start: url(#${MARKER}${on ? '' : '-off'}); }`,
      )
  }
  for (const { kind, id, gradient } of comparison?.rows ?? []) {
    if (kind !== 'edge') continue
    const share = strength(gradient)
    rules.push(
      `.react-flow__edge[data-id="${id}"] .gw-edge-line { stroke: color-mix(in srgb, var(--gw-delta) ${Math.round(100 * share)}%, var(--gw-wire)) !important; stroke-width: ${(1.25 + 4.75 * share).toFixed(2)} !important; }`,
    )
  }
  return rules.join('\n')
}

/** A dot on the line of an edge, a little behind the port where it begins. */
function addMarkers(): void {
  if (document.getElementById(MARKER)) return
  const make = (name: string, attributes: Record<string, string>) => {
    const element = document.createElementNS('http://www.w3.org/2000/svg', name)
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value)
    return element
  }
  const svg = make('svg', { width: '0', height: '0', 'aria-hidden': 'true', class: 'gw-markers' })
  for (const [id, opacity] of [
    [MARKER, '1'],
    [`${MARKER}-off`, '0.4'],
  ] as const) {
    const box = { markerWidth: '18', markerHeight: '18', refX: '-8', refY: '9', orient: 'auto' }
    const marker = make('marker', { id, ...box, markerUnits: 'userSpaceOnUse', opacity })
    marker.append(make('circle', { cx: '9', cy: '9', r: '7', class: 'gw-edge-breakpoint' }))
    svg.append(marker)
  }
  document.body.append(svg)
}

let sheet: CSSStyleSheet | null = null

function draw(state: TravelState): void {
  const css = marksCss(state)
  if (!sheet) {
    if (!css) return
    sheet = new CSSStyleSheet()
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet]
    addMarkers()
  }
  sheet.replaceSync(css)
}

/** The marks follow the store from when this part of the page is loaded. */
export function followMarks(): () => void {
  draw(travelStore.getState())
  return travelStore.subscribe((now, before) => {
    if (now.breakpoints !== before.breakpoints || now.comparison !== before.comparison) draw(now)
  })
}
