/** @file "Inside z₁": over the canvas, a layer unrolled. Escape or the button folds it back. */
import { Button } from '@mantine/core'
import { IconArrowsMinimize } from '@tabler/icons-react'
import { useEffect, useRef, useState, type KeyboardEvent } from 'react'
import { nodeName } from '../format'
import { useDocument, useRun, useServices } from '../state/context'
import { useCheck } from '../state/useCheck'
import { AffineInside } from './AffineInside'
import { ConvInside } from './ConvInside'
import './inside.css'
import { closeInside, IN_EXERCISE } from './openInside'
import { unrollable } from './unrollable'

export default function InsidePanel({ id }: { readonly id: string }) {
  const { run, view } = useServices()
  const checked = useCheck()
  const exists = useDocument((state) => id in state.document.nodes)
  const opened = useDocument((state) => state.opened)
  const [openedWith] = useState(opened)
  const name = useDocument((state) => nodeName(state.document, id))
  const hides = useRun(() => run.hidesNumbers)
  const panel = useRef<HTMLElement>(null)
  useEffect(() => {
    // Another document may have a node of the same name: it was not asked for.
    if (!exists || opened !== openedWith) closeInside()
  }, [exists, opened, openedWith])
  useEffect(() => {
    const before = document.activeElement
    panel.current?.focus({ preventScroll: true })
    return () => {
      // A click elsewhere has taken the focus already.
      if (document.activeElement === document.body && before instanceof HTMLElement && before.isConnected)
        before.focus({ preventScroll: true })
    }
  }, [id])
  if (!exists) return null
  const answer = unrollable(checked, id, name)
  const fold = () => {
    closeInside()
    view.announce(`${name} is folded back.`)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || event.defaultPrevented) return
    event.preventDefault()
    fold()
  }
  return (
    <section ref={panel} className="gw-inside" tabIndex={-1} aria-label={`Inside ${name}`} onKeyDown={onKeyDown}>
      <header>
        <h2>Inside {name}</h2>
        <Button leftSection={<IconArrowsMinimize size={15} stroke={1.8} aria-hidden />} onClick={fold}>
          Fold back
        </Button>
      </header>
      {hides ? (
        <p className="gw-inspector-note gw-inside-note">{IN_EXERCISE}</p>
      ) : !answer.ok ? (
        <p className="gw-inspector-note gw-inside-note">{answer.reason}</p>
      ) : answer.node.op.id === 'conv2d' ? (
        <ConvInside key={id} node={answer.node} name={name} />
      ) : (
        <AffineInside key={id} node={answer.node} name={name} />
      )}
    </section>
  )
}
