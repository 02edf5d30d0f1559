/** @file Results of a network that tells classes apart. */
import { useState } from 'react'
import type { ClassesResults } from '../../runtime/protocol'
import { ClassLegend, PointsPicture } from '../datasets'
import { Confusion, type Cell } from './Confusion'
import { DigitPad } from './DigitPad'
import { Mistakes } from './Mistakes'
import { judgedWords } from './words'

/** More are told by their mistakes alone. */
const MOST_IN_MATRIX = 20

export function ClassesView({ results }: { readonly results: ClassesResults }) {
  const [cell, setCell] = useState<Cell | null>(null)
  const { judged, boundary, drawing } = results
  return (
    <>
      <p className="gw-results-words" role="status">
        {judgedWords(judged)}
      </p>
      <div className="gw-results-row">
        {boundary && (
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
        {judged.classes <= MOST_IN_MATRIX && <Confusion judged={judged} cell={cell} onCell={setCell} />}
        {/* Before what grows and shrinks as training goes on: the pad must not move under a hand that draws. */}
        {drawing !== null && <DigitPad side={drawing} />}
        <Mistakes judged={judged} cell={cell} />
      </div>
    </>
  )
}
