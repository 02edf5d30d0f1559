/** @file What the map shows, or how far it is drawn. */
import { Button } from '@mantine/core'
import { useServices } from '../../state/context'
import { WorkNote } from '../WorkNote'
import { drawGrid } from './planeActions'
import { usePlane } from './usePlane'
import { drawingWords, mapWords, stoppedWords } from './planeWords'

export function MapNote() {
  const services = useServices()
  const { fine, drawing, criticals, stopped, problem } = usePlane('fine', 'drawing', 'criticals', 'stopped', 'problem')
  return (
    <div className="gw-descent-words" role="status" data-tone={problem ? 'bad' : undefined}>
      {problem ??
        (stopped ? (
          <>
            {stoppedWords(fine)}{' '}
            <Button size="compact-xs" onClick={() => void drawGrid(services)}>
              {fine ? 'Go on' : 'Draw the map'}
            </Button>
          </>
        ) : drawing === 'places' ? (
          <WorkNote kind="criticals" words="Looking for minima and saddle points" />
        ) : criticals && !drawing ? (
          mapWords(criticals, fine)
        ) : (
          <WorkNote kind="grid" words={drawingWords(drawing, fine)} />
        ))}
    </div>
  )
}
