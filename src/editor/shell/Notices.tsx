/** @file Short messages at the foot of the canvas. They go by themselves unless they last, ask or warn. */
import { Button, Notification } from '@mantine/core'
import { useEffect } from 'react'
import { useStore } from 'zustand'
import { dismiss, shell, type Notice } from '../state/shellStore'

const READING_MS = { info: 8000, warning: 15_000, error: 30_000 } as const
const COLOURS = { info: 'var(--gw-value)', warning: 'var(--gw-delta)', error: 'var(--gw-error)' } as const

export function Notices() {
  const notices = useStore(shell, (state) => state.notices)
  return (
    <div className="gw-notices" role="region" aria-label="Notices">
      {notices.map((notice) => (
        <NoticeCard key={notice.id} notice={notice} />
      ))}
    </div>
  )
}

function NoticeCard({ notice: { id, tone, title, message, hint, button, sticky } }: { readonly notice: Notice }) {
  useEffect(() => {
    if (sticky) return
    const timer = setTimeout(() => dismiss(id), READING_MS[tone])
    return () => clearTimeout(timer)
  }, [id, tone, sticky])
  return (
    <Notification
      role={tone === 'error' ? 'alert' : 'status'}
      className="gw-notice"
      color={COLOURS[tone]}
      title={title}
      withBorder
      onClose={() => dismiss(id)}
      closeButtonProps={{ 'aria-label': 'Close this notice' }}
    >
      <span className="gw-notice-text">{message}</span>
      {hint && <span className="gw-notice-hint">{hint}</span>}
      {button && (
        <Button mt={6} onClick={button.run}>
          {button.label}
        </Button>
      )}
    </Notification>
  )
}
