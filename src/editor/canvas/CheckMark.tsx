/** @file The mark of a gradient check: a tick, a kink, a cross. Form and colour both tell. */
import type { Mark } from '../state/overlays'
import type { Point } from './geometry'

/** In a circle of radius 7 around 0, 0. */
const SHAPES: Record<Mark['tone'], string> = {
  ok: 'M-3,0.2 L-0.8,2.4 L3.2,-2.2',
  kink: 'M-3.4,-1.8 L0,2.2 L3.4,-1.8',
  bad: 'M-2.4,-2.4 L2.4,2.4 M2.4,-2.4 L-2.4,2.4',
}

function Sign({ tone }: Pick<Mark, 'tone'>) {
  return (
    <>
      <circle r={7} />
      <path d={SHAPES[tone]} />
    </>
  )
}

export function NodeMark({ mark: { tone, words } }: { readonly mark: Mark }) {
  return (
    <svg className="gw-mark gw-mark-node" data-tone={tone} viewBox="-9 -9 18 18" aria-hidden>
      <title>{words}</title>
      <Sign tone={tone} />
    </svg>
  )
}

export function EdgeMark({ mark: { tone, words }, at }: { readonly mark: Mark; readonly at: Point }) {
  return (
    <g className="gw-mark" data-tone={tone} transform={`translate(${at.x} ${at.y})`} aria-hidden>
      <title>{words}</title>
      <Sign tone={tone} />
    </g>
  )
}
