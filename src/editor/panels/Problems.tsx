/** @file The list of problems, each with what to do next; a click goes to the node. */
import { Button, Text, UnstyledButton } from '@mantine/core'
import { IconAlertTriangle, IconCircleCheck, IconCircleX } from '@tabler/icons-react'
import { useState } from 'react'
import { useServices } from '../state/context'
import { goToNode } from './addOp'
import { useProblems, type Problem } from './problemList'

/** A broken wire near the start makes many; so many are shown at first. */
const PAGE = 50

export function Problems() {
  const problems = useProblems()
  const [shown, setShown] = useState(PAGE)
  if (!problems.length)
    return (
      <Text p="sm" size="sm" c="var(--gw-ink-2)" className="gw-no-complaints">
        <IconCircleCheck size={18} stroke={1.8} color="var(--gw-param)" aria-hidden /> Nothing is wrong.
      </Text>
    )
  return (
    <div className="gw-complaints">
      <ul aria-label="Problems">
        {problems.slice(0, shown).map((problem) => (
          <li key={problem.key}>
            <ProblemRow problem={problem} />
          </li>
        ))}
      </ul>
      {problems.length > shown && (
        <Button variant="bare" onClick={() => setShown(shown + PAGE)}>
          {problems.length - shown} more
        </Button>
      )}
    </div>
  )
}

function ProblemRow({ problem: { severity, message, hint, node, edge } }: { readonly problem: Problem }) {
  const services = useServices()
  const Icon = severity === 'error' ? IconCircleX : IconAlertTriangle
  const go = () => {
    if (node !== undefined) goToNode(services, node)
    else if (edge !== undefined) services.view.select([], [edge])
  }
  return (
    <UnstyledButton className="gw-complaint" data-severity={severity} onClick={go}>
      <Icon size={16} stroke={1.9} aria-label={severity === 'error' ? 'Error' : 'Warning'} role="img" />
      <span>
        <span className="gw-complaint-message">{message}</span>
        {hint && <span className="gw-complaint-hint">{hint}</span>}
      </span>
    </UnstyledButton>
  )
}
