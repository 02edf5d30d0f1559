/** @file Moving the graph to where an optimizer stands, or to the start: each with its steps, numbers and loss. */
import { Button, Menu } from '@mantine/core'
import { IconChevronUp } from '@tabler/icons-react'
import { useMemo } from 'react'
import { useServices } from '../../state/context'
import { WorkNote } from '../WorkNote'
import { usePlane } from './usePlane'
import { placesOf, placeTitle, placeWords, takeOver } from './takeOver'
import { formPath } from './walkers'

export function TakeOverMenu({ names }: { readonly names: readonly [string, string] }) {
  const services = useServices()
  const { walkers, trails, t, start, origin, taking } = usePlane('walkers', 'trails', 't', 'start', 'origin', 'taking')
  const places = useMemo(() => placesOf({ walkers, trails, t, start, origin }), [walkers, trails, t, start, origin])
  if (taking) return <WorkNote kind="end" words="Working out θ" />
  return (
    <Menu position="top-end" width={330} withinPortal shadow="sm">
      <Menu.Target>
        <Button
          variant="bare"
          disabled={!places.length}
          title="Moves the graph to where an optimizer stands"
          rightSection={<IconChevronUp size={14} />}
        >
          Take over
        </Button>
      </Menu.Target>
      <Menu.Dropdown className="gw-plane-places" aria-label="Move the graph to">
        {places.map((place) => {
          const index = walkers.findIndex(({ id }) => id === place.walker)
          return (
            <Menu.Item
              key={place.walker ?? 'start'}
              data-walker={index < 0 ? undefined : index}
              disabled={place.refused !== null}
              leftSection={
                <svg width="14" height="14" viewBox="-7 -7 14 14" aria-hidden="true">
                  {index < 0 ? (
                    <circle className="gw-plane-start" r={4.5} />
                  ) : (
                    <path className="gw-walker-end" d={formPath(index, 5)} />
                  )}
                </svg>
              }
              onClick={() => void takeOver(services, place, names)}
            >
              {placeTitle(place)}
              <span className="gw-plane-place">{place.refused ?? placeWords(place, names)}</span>
            </Menu.Item>
          )
        })}
      </Menu.Dropdown>
    </Menu>
  )
}
