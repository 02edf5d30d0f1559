/** @file The bottom tab "Results": what the network gets right and wrong by now. Loaded when it is first shown. */
import { Button } from '@mantine/core'
import { IconDatabase } from '@tabler/icons-react'
import { useState } from 'react'
import { ClassLegend, PointsPicture } from '../datasets'
import { openData } from '../state/dataDialog'
import { Confusion, type Cell } from './Confusion'
import { DigitPad } from './DigitPad'
import { FitChart } from './FitChart'
import { Mistakes } from './Mistakes'
import './results.css'
import { useResults } from './useResults'
import { judgedWords } from './words'

export default function ResultsPanel() {
  const found = useResults()
  const [cell, setCell] = useState<Cell | null>(null)
  if (!found) return <p className="gw-loading">Looking at what the network says…</p>
  if (!found.ok)
    return (
      <div className="gw-results-none">
        <p>
          {found.problem.message} {found.problem.hint}
        </p>
        <Button leftSection={<IconDatabase size={15} />} onClick={() => openData()}>
          Choose or bring data…
        </Button>
      </div>
    )
  const { judged, boundary, fit, drawing } = found
  return (
    <section className="gw-bottom-view" aria-label="Results">
      {judged && (
        <p className="gw-results-words" role="status">
          {judgedWords(judged)}
        </p>
      )}
      <div className="gw-results-row">
        {boundary && judged && (
          <figure className="gw-results-part">
            <figcaption>
              Decision boundary <small>full: trained on · hollow: held out</small>
            </figcaption>
            <div className="gw-points-with-legend">
              <PointsPicture
                range={boundary.range}
                points={boundary.train}
                heldOut={boundary.heldOut}
                plane={boundary}
                size={230}
                label="What the network says everywhere in the plane, with the examples over it"
              />
              <div>
                <ClassLegend classes={judged.classes} names={judged.names} />
                <p className="gw-results-note">
                  Behind the points: the class that the network chooses there. The fainter its colour, the less sure.
                </p>
              </div>
            </div>
          </figure>
        )}
        {fit && <FitChart fit={fit} />}
        {judged && judged.classes <= 20 && <Confusion judged={judged} cell={cell} onCell={setCell} />}
        {/* Before what grows and shrinks as training goes on: the pad must not move under a hand that draws. */}
        {drawing !== null && <DigitPad side={drawing} />}
        {judged && <Mistakes judged={judged} cell={cell} />}
      </div>
    </section>
  )
}
