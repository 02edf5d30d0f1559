/** @file The frame around canvas and panels: landmarks, keys, clipboard, drops, dialogs, notices. */
import { useMediaQuery } from '@mantine/hooks'
import { lazy, Suspense, useEffect } from 'react'
import { actions, listenToKeys } from '../actions'
import { listenToClipboard } from '../actions/clipboard'
import { isTextField, modalIsOpen, type KeyTarget } from '../actions/keyboard'
import { HintLayer } from '../hints'
import { PaletteGhost } from '../panels/PaletteGhost'
import { useServices } from '../state/context'
import { FileDrop } from './FileDrop'
import { LiveRegion } from './LiveRegion'
import { Overlays } from './Overlays'
import './shell.css'
import { WideLayout } from './WideLayout'

const NarrowLayout = lazy(() => import('./NarrowLayout'))

export function Shell() {
  const services = useServices()
  const narrow = useMediaQuery('(max-width: 759.98px)', undefined, { getInitialValueInEffect: false })
  useEffect(() => {
    const stopKeys = listenToKeys(services, actions.values())
    const stopClipboard = listenToClipboard(
      services,
      (event) => !modalIsOpen() && !isTextField(event.target as KeyTarget | null),
    )
    return () => {
      stopKeys()
      stopClipboard()
    }
  }, [services])
  return (
    <>
      <a className="gw-skip" href="#canvas-area">
        Skip to the canvas
      </a>
      <Suspense fallback={null}>{narrow ? <NarrowLayout /> : <WideLayout />}</Suspense>
      <PaletteGhost />
      <HintLayer />
      <LiveRegion />
      <FileDrop />
      <Overlays />
    </>
  )
}
