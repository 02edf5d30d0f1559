/** @file Why a wire was refused, where it was let go. Goes by itself; the same words are read out. */
import { CloseButton } from '@mantine/core'
import { useEffect } from 'react'
import type { Point } from './geometry'

export interface Refusal {
  /** From the canvas's corner. */
  readonly at: Point
  readonly reason: string
}

/** Long enough to read two sentences twice. */
const SHOWN_FOR = 9000

export function RefusalNotice({ refusal, onClose }: { readonly refusal: Refusal; readonly onClose: () => void }) {
  useEffect(() => {
    const timer = setTimeout(onClose, SHOWN_FOR)
    const onKey = (event: KeyboardEvent) => {
      if (event.key === 'Escape') onClose()
    }
    window.addEventListener('keydown', onKey)
    return () => {
      clearTimeout(timer)
      window.removeEventListener('keydown', onKey)
    }
  }, [refusal, onClose])
  return (
    <div
      className="gw-refusal"
      style={{
        left: `max(8px, min(${refusal.at.x + 12}px, 100% - 288px))`,
        top: `max(8px, min(${refusal.at.y + 14}px, 100% - 110px))`,
      }}
    >
      <span>{refusal.reason}</span>
      <CloseButton size="sm" aria-label="Close this notice" onClick={onClose} />
    </div>
  )
}
