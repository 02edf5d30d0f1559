/** @file Telling the person something that needs no answer: a short notice in the canvas's lower left corner. */
import { Button } from '@mantine/core'
import { notifications } from '@mantine/notifications'

export interface Notice {
  readonly tone: 'info' | 'warning' | 'error'
  readonly title?: string
  readonly message: string
  /** What to do next, in a sentence. */
  readonly hint?: string
  readonly button?: { readonly label: string; readonly run: () => void }
  /** A later notice with the same key takes the place of this one. */
  readonly key?: string
  /** Stays until it is closed or no longer true (`dismiss`). */
  readonly stays?: boolean
}

/** Time to read it, ms; errors are read more than once. */
const READING_MS = { info: 6000, warning: 12_000, error: 20_000 } as const
const COLOURS = { info: 'var(--gw-value)', warning: 'var(--gw-delta)', error: 'var(--gw-error)' } as const

let count = 0
const idOf = (key: string) => `gw-${key}`

/** Takes a notice away that is no longer true. */
export function dismiss(key: string): void {
  notifications.hide(idOf(key))
}

export function notify({ tone, title, message, hint, button, key, stays = false }: Notice): void {
  const id = idOf(key ?? String(count++))
  const notice = {
    id,
    color: COLOURS[tone],
    title,
    role: tone === 'error' ? 'alert' : 'status',
    withBorder: true,
    autoClose: stays ? false : READING_MS[tone],
    closeButtonProps: { 'aria-label': 'Close this notice' },
    message: (
      <>
        <span>{message}</span>
        {hint && <span className="gw-notice-hint">{hint}</span>}
        {button && (
          <Button
            className="gw-notice-button"
            size="compact-sm"
            onClick={() => {
              notifications.hide(id)
              button.run()
            }}
          >
            {button.label}
          </Button>
        )}
      </>
    ),
  }
  // Showing an id that is on the screen does nothing; so the old one goes first.
  notifications.hide(id)
  notifications.show(notice)
}
