/**
 * @file Blame: why is this gradient zero, tiny, huge or NaN? The ways from the objective to the target are walked, each
 * VJP is measured by what it makes of the norm of the gradient, and the places that stand out are ranked.
 */
import { judgeChain } from './blameChain'
import { judgeMeeting } from './blameMeeting'
import { judgeNoPath } from './blameNoPath'
import { judgeNonFinite } from './blameNonFinite'
import { scoreOf, type Draft } from './blameScore'
import { judgeStep } from './blameStep'
import type { Blame, BlameTarget, Finding } from './blameTypes'
import { verdictOf } from './blameVerdict'
import { walkTo, type BlameScene } from './blameWalk'

/** More are no answer but a list. */
const MOST = 12

export function blame(scene: BlameScene, target: BlameTarget): Blame {
  const walk = walkTo(scene, target)
  const verdict = verdictOf(scene, target, walk)
  const drafts: Draft[] = []
  const add = (draft: Draft | null) => draft && drafts.push(draft)
  if (verdict.state === 'none') drafts.push(...judgeNoPath(scene, target))
  else {
    drafts.push(...judgeNonFinite(scene, target, walk))
    for (const step of walk.steps) add(judgeStep(scene, step))
    for (const meeting of walk.meetings) add(judgeMeeting(scene, meeting))
    for (const direction of ['shrinking', 'growing'] as const) add(judgeChain(scene, walk.path, direction))
  }
  // Zeros that no single place made of a whole error: those that were made here and there are what it needed.
  const fatal = verdict.norm === 0 && !drafts.some(({ factor, step }) => factor === 0 && (!step || step.before > 0))
  const findings = drafts
    .map((draft): Finding => {
      const { step, more = [], share: _, way: __, ...told } = draft
      const edges = [...new Set([...(step?.edge ? [step.edge] : []), ...more])]
      return { ...told, edges, score: scoreOf(draft, verdict, fatal) }
    })
    .sort((a, b) => b.score - a.score)
  return { verdict, findings: distinct(findings).slice(0, MOST) }
}

/** A node that stops both of its inputs, or a parameter and a wire, is told once. */
function distinct(findings: readonly Finding[]): Finding[] {
  return findings.filter(
    ({ kind, node, edges }, i) =>
      !findings
        .slice(0, i)
        .some((other) => other.kind === kind && other.node === node && edges.length <= other.edges.length),
  )
}
