/** @file An action as a button: label, icon, shortcut and reason for not being possible all come from the one object. */
import { ActionIcon, Button } from '@mantine/core'
import type { MouseEvent, ReactNode } from 'react'
import { action, perform, shortcutsOf } from '../actions'
import { shortcutText } from '../actions/keyWords'
import { hint } from '../hints'
import { useServices } from '../state/context'
import { usePossible } from './usePossible'

interface ActionButtonProps {
  /** Id of the action. */
  readonly id: string
  /** The accessible name, where it changes with the state ("Step backward"). */
  readonly label?: string
  /** Shown instead of the label. */
  readonly children?: ReactNode
  readonly variant?: string
  /** Icon alone; the label stays the accessible name. */
  readonly compact?: boolean
  readonly withIcon?: boolean
  readonly className?: string
  readonly pressed?: boolean
}

export function ActionButton({
  id,
  label,
  children,
  variant = 'quiet',
  compact = false,
  withIcon = true,
  className,
  pressed,
}: ActionButtonProps) {
  const services = useServices()
  const it = action(id)
  const answer = usePossible(it)
  const name = label ?? it.label
  const keys = shortcutsOf(it)[0]
  const Icon = it.icon
  const shared = {
    ...hint(answer === true ? (it.description ?? name) : answer, { keys: keys && shortcutText(keys) }),
    'aria-label': name,
    // Not `disabled`: a dimmed button still gets the focus and says why it is dimmed.
    'aria-disabled': answer === true ? undefined : true,
    'data-disabled': answer === true ? undefined : true,
    'aria-pressed': pressed,
    'data-action': id,
    className,
    variant,
    onClick: (event: MouseEvent) => {
      event.preventDefault()
      void perform(it, services)
    },
  } as const
  return compact ? (
    <ActionIcon {...shared}>{Icon && <Icon size={17} stroke={1.8} />}</ActionIcon>
  ) : (
    <Button {...shared} leftSection={withIcon && Icon ? <Icon size={15} stroke={1.9} /> : undefined}>
      {children ?? name}
    </Button>
  )
}
