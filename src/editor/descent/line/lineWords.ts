/** @file How the descent stands, in words: on its way, converged and in which minimum, stuck, or diverging. */
import type { Critical } from '../../../runtime/protocol'
import { formatNumber } from '../../format'
import type { Iterate, LineState } from './lineStore'

export interface LineVerdict {
  readonly words: string
  readonly tone: 'going' | 'good' | 'stuck' | 'bad'
  /** The steps have grown for a while, each to the other side: it will not come back. */
  readonly growing: boolean
}

type Asked = Pick<LineState, 'trail' | 'ended' | 'curve' | 'eta' | 'steps' | 'tolerance' | 'window'>

/** So many steps in a row have to grow, with the loss, to be called divergence. */
const GROWING = 4
/** Share of the window within which an end belongs to a place. */
const NEAR = 0.05

export function lineWords(line: Asked, name: string): LineVerdict {
  const { trail, ended, eta, steps } = line
  const last = trail.at(-1)
  if (!last) return { words: 'Looking at the loss…', tone: 'going', growing: false }
  if (!hasSlope(last)) return { words: noSlopeWords(last, name), tone: 'bad', growing: false }
  const t = trail.length - 1
  const growing = isGrowing(trail)
  if (growing || ended === 'diverged') return { words: divergence(line), tone: 'bad', growing }
  if (ended === 'converged') return { ...convergence(line, name, t), growing }
  if (ended === 'finished') {
    const moved = Math.abs(last.x - (trail.at(-2)?.x ?? last.x))
    const next =
      line.tolerance === 0
        ? 'No step is shorter than a tolerance of 0: set a small one.'
        : 'Allow more steps, or a larger η.'
    const words = `Stopped at t_max = ${steps} before it converged: the last step moved ${name} by ${formatNumber(moved)}. ${next}`
    return { words, tone: 'stuck', growing }
  }
  const move = -eta * last.slope
  const words =
    last.slope === 0
      ? `The slope is 0 at ${name} = ${formatNumber(last.x)}, so a step moves nothing.`
      : `At t = ${t} the slope is ${formatNumber(last.slope)}: the next step moves ${name} by −η · slope = ${move > 0 ? '+' : ''}${formatNumber(move)}, ${move > 0 ? 'to the right' : 'to the left'}.`
  return { words, tone: 'going', growing }
}

/** Whether there is anything to follow at this place. */
export const hasSlope = ({ loss, slope }: Iterate): boolean => Number.isFinite(loss) && Number.isFinite(slope)

const noSlopeWords = ({ x, loss, slope }: Iterate, name: string): string =>
  `At ${name} = ${formatNumber(x)} the loss is ${formatNumber(loss)}${Number.isFinite(loss) ? ` and its slope ${formatNumber(slope)}` : ''}: there is nothing to follow. Drag the point to where the curve is drawn. If it is drawn nowhere, another number of the graph is not finite: on the canvas it is red.`

/** Each of the last steps is longer than the one before, to the other side, and the loss rises. */
function isGrowing(trail: readonly Iterate[]): boolean {
  if (trail.length < GROWING + 2) return false
  const last = trail.slice(-GROWING - 2)
  const moves = last.slice(1).map(({ x }, i) => x - last[i]!.x)
  return moves
    .slice(1)
    .every(
      (move, i) =>
        Math.abs(move) > Math.abs(moves[i]!) &&
        Math.sign(move) === -Math.sign(moves[i]!) &&
        last[i + 2]!.loss > last[i + 1]!.loss,
    )
}

/** Steps x − η·L′ on a parabola grow from η = 2/L″ on: each multiplies the distance by |1 − η·L″|. */
function divergence({ trail, eta }: Asked): string {
  const [before, a, b] = [trail.at(-3), trail.at(-2), trail.at(-1)]
  const factor = before && a && b ? Math.abs((b.x - a.x) / (a.x - before.x)) : NaN
  const curvature = a && b ? (b.slope - a.slope) / (b.x - a.x) : NaN
  const grows = factor > 1 && Number.isFinite(factor) ? `, ${formatNumber(factor)} times as far as the one before` : ''
  const bound =
    curvature > 0 && Number.isFinite(curvature)
      ? ` The curvature here is about ${formatNumber(curvature)}: descent needs η below 2/curvature ≈ ${formatNumber(2 / curvature)}, and η is ${formatNumber(eta)}.`
      : ' Choose a smaller η.'
  return `It diverges: each step overshoots${grows}, and the loss grows.${bound}`
}

function convergence(line: Asked, name: string, t: number): Pick<LineVerdict, 'words' | 'tone'> {
  const { trail, curve, tolerance, window } = line
  const last = trail.at(-1)!
  const moved = `Converged after ${t} ${t === 1 ? 'step' : 'steps'}: ${name} moved by less than ${formatNumber(tolerance ?? 0)}.`
  const found = nearest(curve?.criticals ?? [], last.x, NEAR * (window[1] - window[0]))
  if (found?.kind === 'minimum')
    return { words: `${moved} ${minimumWords(found, curve?.criticals ?? [], name)}`, tone: 'good' }
  if (found?.kind === 'saddle' || found?.kind === 'flat')
    return {
      words: `${moved} But this is no minimum: it is the plateau at ${name} = ${formatNumber(found.at[0]!)}, where the slope is almost 0 on both sides. A larger η or momentum gets across.`,
      tone: 'stuck',
    }
  if (found?.kind === 'maximum')
    return { words: `${moved} It stands on a maximum, where the slope is 0: drag it to one side.`, tone: 'stuck' }
  return {
    words: `${moved} No minimum is here: the steps are short because η · slope is (slope ${formatNumber(last.slope)}). A larger η goes on.`,
    tone: 'stuck',
  }
}

function minimumWords(found: Critical, all: readonly Critical[], name: string): string {
  const minima = all.filter(({ kind }) => kind === 'minimum')
  const here = `the minimum at ${name} = ${formatNumber(found.at[0]!)} (L = ${lossText(found.loss)})`
  if (minima.length < 2) return `It is in ${here}.`
  const lowest = minima.reduce((best, one) => (one.loss < best.loss ? one : best))
  return lowest === found
    ? `It is in ${here}, the lowest of the ${minima.length} in sight.`
    : `It is in ${here}. That is a local one: at ${formatNumber(lowest.at[0]!)} the loss is only ${lossText(lowest.loss)}. Start on the other side of the hill to get there.`
}

/** What rounding leaves of a loss that is 0. */
const lossText = (loss: number) => formatNumber(Math.abs(loss) < 1e-20 ? 0 : loss)

function nearest(all: readonly Critical[], x: number, reach: number): Critical | undefined {
  const by = (one: Critical) => Math.abs(one.at[0]! - x)
  return all.filter((one) => by(one) <= reach).sort((a, b) => by(a) - by(b))[0]
}
