/** @file What the map shows, or how far it is drawn. */
import { Button } from '@mantine/core'
import { useServices } from '../../state/context'
import { WorkNote } from '../WorkNote'
import { drawGrid } from './planeActions'
import { usePlane } from './usePlane'
import { mapWords } from './planeWords'

export function MapNote() {
  const services = useServices()
  const { coarse, fine, criticals, stopped, problem } = usePlane('coarse', 'fine', 'criticals', 'stopped', 'problem')
  return (
    <div className="gw-descent-words" role="status" data-tone={problem ? 'bad' : undefined}>
      {problem ??
        (stopped ? (
          <>
            {coarse ? 'Stopped: the map is a coarse one.' : 'Stopped before there was a map.'}{' '}
            <Button size="compact-xs" onClick={() => void drawGrid(services)}>
              Draw the map
            </Button>
          </>
        ) : !coarse ? (
          <WorkNote kind="grid" words="Working out the map" />
        ) : !fine ? (
          <WorkNote kind="grid" words="Drawing the map finer" />
        ) : !criticals ? (
          <WorkNote kind="criticals" words="Looking for minima and saddle points" />
        ) : (
          mapWords(criticals)
        ))}
    </div>
  )
}
