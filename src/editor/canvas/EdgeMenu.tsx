/** @file What can be done with a node or an edge, where it was pressed: the actions that are about what is selected. */
import { Menu } from '@mantine/core'
import { action, perform, possible } from '../actions'
import { useServices } from '../state/context'
import { MenuItems } from '../timetravel/MenuItems'
import type { Point } from './geometry'

const ITEMS = {
  edge: ['why', 'breakpoint', 'watch', 'delete'],
  node: ['breakpoint', 'watch', 'duplicate', 'delete'],
} as const

interface EdgeMenuProps {
  readonly kind: 'node' | 'edge'
  readonly id: string
  readonly at: Point
  readonly onClose: () => void
}

export function EdgeMenu({ kind, id: about, at, onClose }: EdgeMenuProps) {
  const services = useServices()
  return (
    <Menu opened onClose={onClose} position="bottom-start" width={250} withinPortal>
      <Menu.Target>
        <span style={{ position: 'absolute', left: at.x, top: at.y, width: 1, height: 1 }} />
      </Menu.Target>
      <Menu.Dropdown aria-label={kind === 'edge' ? 'Edge' : 'Node'}>
        {ITEMS[kind].map((id) => {
          const it = action(id)
          const answer = possible(it, services)
          const Icon = it.icon
          return (
            <Menu.Item
              key={id}
              leftSection={Icon && <Icon size={17} stroke={1.7} />}
              disabled={answer !== true}
              title={answer === true ? undefined : answer}
              onClick={() => void perform(it, services)}
            >
              {it.label}
            </Menu.Item>
          )
        })}
        <Menu.Divider />
        <MenuItems kind={kind} id={about} />
      </Menu.Dropdown>
    </Menu>
  )
}
