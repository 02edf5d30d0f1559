/** @file The answer to "why is this gradient like this?": how large it is, and the places that made it so, ranked. */
import { Button, UnstyledButton } from '@mantine/core'
import { IconArrowLeft } from '@tabler/icons-react'
import { useState } from 'react'
import type { Blame, Finding } from '../../runtime/protocol'
import { goToNode } from '../panels/addOp'
import { useDocument, useServices } from '../state/context'
import { close, goFrom, type Asked } from './asked'
import './blame.css'
import { factorWords, KIND_WORDS, VERDICT_TONES } from './findingWords'
import { Lights } from './Lights'
import { useBlame } from './useBlame'

export function BlameView({ question: { target } }: { readonly question: Asked }) {
  const answer = useBlame(target)
  return (
    <section className="gw-blame" aria-label="Why this gradient is as it is">
      <Button
        variant="subtle"
        size="compact-sm"
        leftSection={<IconArrowLeft size={15} stroke={1.8} aria-hidden />}
        onClick={close}
      >
        Back to the explanation
      </Button>
      {answer.state === 'loading' ? (
        <p className="gw-loading">Following the gradient back from the loss…</p>
      ) : answer.state === 'failed' ? (
        <p className="gw-inspector-note" role="alert">
          {answer.message}
        </p>
      ) : answer.blame ? (
        <Answer blame={answer.blame} />
      ) : (
        <p className="gw-inspector-note">Nothing has run yet. Mend what Problems lists first.</p>
      )}
    </section>
  )
}

function Answer({ blame: { verdict, findings } }: { readonly blame: Blame }) {
  const [pinned, setPinned] = useState<Finding | null>(null)
  const [pointed, setPointed] = useState<Finding | null>(null)
  const shown = pointed ?? (pinned && findings.includes(pinned) ? pinned : null)
  return (
    <>
      <h2>{verdict.state === 'normal' ? 'What shapes this gradient' : 'Why is this gradient like this?'}</h2>
      <p className="gw-callout" data-tone={VERDICT_TONES[verdict.state]} role="status">
        {verdict.message}
      </p>
      {findings.length > 0 ? (
        <ol className="gw-findings" aria-label="What made it so, the most telling first">
          {findings.map((finding, i) => (
            <li key={`${finding.kind} ${finding.node} ${finding.port ?? ''} ${i}`}>
              <FindingRow finding={finding} onPoint={setPointed} onPin={setPinned} pinned={pinned === finding} />
            </li>
          ))}
        </ol>
      ) : (
        <p className="gw-inspector-note">Nothing on its way stands out: no place stops it, shrinks or grows it much.</p>
      )}
      {shown && <Lights lit={{ nodes: [shown.node], edges: shown.edges }} />}
    </>
  )
}

interface RowProps {
  readonly finding: Finding
  readonly pinned: boolean
  readonly onPoint: (finding: Finding | null) => void
  readonly onPin: (finding: Finding) => void
}

function FindingRow({ finding, pinned, onPoint, onPin }: RowProps) {
  const services = useServices()
  const there = useDocument((state) => finding.node in state.document.nodes)
  const go = () => {
    onPin(finding)
    goFrom(services, () => goToNode(services, finding.node))
  }
  return (
    <UnstyledButton
      className="gw-finding"
      data-kind={finding.kind}
      data-pinned={pinned || undefined}
      disabled={!there}
      onPointerEnter={() => onPoint(finding)}
      onPointerLeave={() => onPoint(null)}
      onFocus={() => onPoint(finding)}
      onBlur={() => onPoint(null)}
      onClick={go}
    >
      <span className="gw-finding-head">
        <span className="gw-finding-kind">{KIND_WORDS[finding.kind]}</span>
        <span className="gw-finding-factor">{factorWords(finding)}</span>
      </span>
      <span className="gw-finding-message">{finding.message}</span>
      <span className="gw-finding-hint">{finding.hint}</span>
    </UnstyledButton>
  )
}
