/** @file The optimizers: which of them walk, with what η, and where each ended. */
import { Switch } from '@mantine/core'
import { NumberField } from '../../fields'
import { useServices } from '../../state/context'
import { changeWalker } from './planeActions'
import { usePlane } from './usePlane'
import { endWords } from './planeWords'
import { formPath } from './walkers'

export function WalkerList() {
  const services = useServices()
  const { walkers, trails, criticals, window, t, halted } = usePlane(
    'walkers',
    'trails',
    'criticals',
    'window',
    't',
    'halted',
  )
  return (
    <ul className="gw-plane-walkers" aria-label="Optimizers">
      {walkers.map(({ id, title, optimizer, shown }, index) => (
        <li key={id} data-walker={index}>
          <svg width="14" height="14" viewBox="-7 -7 14 14" aria-hidden="true">
            <path className="gw-walker-end" d={formPath(index, 5)} />
          </svg>
          <Switch
            size="xs"
            label={title}
            checked={shown}
            onChange={(event) => {
              const on = event.currentTarget.checked
              changeWalker(services, id, (walker) => ({ ...walker, shown: on }))
            }}
          />
          <NumberField
            aria-label={`η of ${title}`}
            title={`η of ${title}`}
            value={optimizer.lr}
            min={0}
            onCommit={(lr) =>
              lr !== null &&
              changeWalker(services, id, (walker) => ({ ...walker, optimizer: { ...walker.optimizer, lr } }))
            }
          />
          <span className="gw-plane-end">
            {shown ? endWords(trails[id], { window, criticals: criticals ?? [] }, t, !halted) : ''}
          </span>
        </li>
      ))}
    </ul>
  )
}
