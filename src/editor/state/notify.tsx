/** @file Telling the person something that needs no answer: a short notice at the foot of the page. */
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
}

/** Time to read it, ms; errors and questions are read more than once. */
const READING_MS = { info: 8000, warning: 15_000, error: 30_000 } as const
const COLOURS = { info: 'var(--gw-value)', warning: 'var(--gw-delta)', error: 'var(--gw-error)' } as const

let count = 0

export function notify({ tone, title, message, hint, button, key }: Notice): void {
  const id = `gw-${key ?? count++}`
  const notice = {
    id,
    color: COLOURS[tone],
    title,
    role: tone === 'error' ? 'alert' : 'status',
    withBorder: true,
    autoClose: READING_MS[tone],
    closeButtonProps: { 'aria-label': 'Close this notice' },
    message: (
      <>
        {message}
        {hint && <span className="gw-notice-hint">{hint}</span>}
        {button && (
          <Button
            className="gw-notice-button"
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
