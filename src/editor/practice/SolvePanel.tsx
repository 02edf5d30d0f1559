/** @file What a student sees: the task, a field for each number to be found, hints, the score, and the way to hand it in. */
import { Button, Progress, TextInput } from '@mantine/core'
import type { Exercise } from '../../graph'
import { MarkedText } from '../math/MarkedText'
import { useServices } from '../state/context'
import { saveAnswers } from './exerciseActions'
import { Place } from './Place'
import { practiceOf, usePractice } from './practiceStore'

export function SolvePanel({ exercise }: { readonly exercise: Exercise }) {
  const services = useServices()
  const practice = practiceOf(services)
  const report = usePractice((state) => state.report)
  const posed = usePractice((state) => state.posed)
  const student = usePractice((state) => state.student)
  return (
    <div className="gw-practice">
      <h2>{exercise.title}</h2>
      <MarkedText text={exercise.task} className="gw-task" />
      {!report && <p className="gw-inspector-note">The numbers are not computed yet. See Problems if this stays so.</p>}
      {report && (
        <>
          <Score right={report.right} total={report.total} />
          {posed !== null && report.hash !== posed && (
            <p className="gw-callout" role="alert">
              The graph was changed since the exercise was opened. Answers to another graph are not accepted: undo the
              changes.
            </p>
          )}
          {report.problems.map((message) => (
            <p key={message} className="gw-callout">
              {message}
            </p>
          ))}
          <ul className="gw-places">
            {report.places.map((place) => (
              <Place key={`${place.kind} ${place.key}`} place={place} />
            ))}
          </ul>
        </>
      )}
      <p className="gw-inspector-note">
        Write decimals with a point or a comma, fractions such as 3/16, or powers such as 1.5e-3.
      </p>
      <TextInput
        size="xs"
        label="Your name"
        description="Goes into the file with your answers."
        maxLength={200}
        value={student}
        onChange={(event) => practice.sign(event.currentTarget.value)}
      />
      <div className="gw-practice-buttons">
        <Button variant="value" onClick={() => void saveAnswers(services)}>
          Save the answers
        </Button>
        <Button onClick={() => void practice.startAgain()}>Start again</Button>
        <Button variant="bare" onClick={() => void practice.author(true)}>
          Edit the exercise
        </Button>
      </div>
    </div>
  )
}

function Score({ right, total }: { readonly right: number; readonly total: number }) {
  const words = total > 0 && right === total ? `All ${total} found.` : `${right} of ${total} found.`
  return (
    <div className="gw-score">
      <b>{words}</b>
      <Progress
        value={total ? (100 * right) / total : 0}
        color="var(--gw-param)"
        size="sm"
        aria-label={`Score: ${words}`}
      />
    </div>
  )
}
