/** @file What is wrong with the open graph: diagnostics of the check, then errors of the run that it did not foresee. */
import { useMemo } from 'react'
import type { CheckResult } from '../../check'
import { useRun } from '../state/context'
import type { RunSummary } from '../state/runStore'
import { useCheck } from '../state/useCheck'

export interface Problem {
  readonly key: string
  readonly severity: 'error' | 'warning'
  readonly message: string
  readonly hint?: string
  readonly node?: string
  readonly edge?: string
}

export function problemsOf(check: CheckResult, errors: RunSummary['errors']): readonly Problem[] {
  const list: Problem[] = []
  const said = new Set<string>()
  const add = (problem: Omit<Problem, 'key'>) => {
    if (said.has(problem.message)) return
    said.add(problem.message)
    list.push({ ...problem, key: `${problem.node ?? ''} ${problem.message}` })
  }
  for (const { severity, message, hint, node, edge } of check.diagnostics)
    add({ severity, message, hint, ...(node !== undefined && { node }), ...(edge !== undefined && { edge }) })
  for (const { message, hint, node } of errors)
    add({ severity: 'error', message, ...(hint !== undefined && { hint }), ...(node !== undefined && { node }) })
  return list.sort((a, b) => Number(a.severity === 'warning') - Number(b.severity === 'warning'))
}

export function useProblems(): readonly Problem[] {
  const result = useCheck()
  const errors = useRun((summary) => summary.errors)
  return useMemo(() => problemsOf(result, errors), [result, errors])
}
