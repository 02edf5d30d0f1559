/** @file The bar on narrow screens: name, undo, redo, and everything else in a menu. */
import { ActionIcon, Menu } from '@mantine/core'
import { IconMenu2 } from '@tabler/icons-react'
import { action, perform } from '../actions'
import { useServices } from '../state/context'
import { ActionButton } from './ActionButton'
import { DocumentName } from './DocumentName'
import { usePossible } from './usePossible'

const SECTIONS = [
  ['examples', 'new', 'data', 'open', 'save', 'exercise'],
  ['copy', 'paste', 'duplicate', 'delete', 'select-all', 'auto-layout'],
  ['forward', 'gradcheck', 'naive', 'fit'],
  ['commands', 'toggle-theme'],
] as const

export function TopBarNarrow() {
  return (
    <header className="gw-top" data-narrow>
      <DocumentName />
      <ActionButton id="undo" compact />
      <ActionButton id="redo" compact />
      <Menu position="bottom-end" width={240} withinPortal withInitialFocusPlaceholder={false}>
        <Menu.Target>
          <ActionIcon aria-label="Menu">
            <IconMenu2 size={18} stroke={1.8} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {SECTIONS.map((ids, i) => [
            i > 0 && <Menu.Divider key={`line ${ids[0]}`} />,
            ...ids.map((id) => <ActionItem key={id} id={id} />),
          ])}
        </Menu.Dropdown>
      </Menu>
    </header>
  )
}

function ActionItem({ id }: { readonly id: string }) {
  const services = useServices()
  const it = action(id)
  const answer = usePossible(it)
  const Icon = it.icon
  return (
    <Menu.Item
      leftSection={Icon ? <Icon size={17} stroke={1.7} /> : undefined}
      disabled={answer !== true}
      title={answer === true ? undefined : answer}
      onClick={() => void perform(it, services)}
    >
      {it.label}
    </Menu.Item>
  )
}
