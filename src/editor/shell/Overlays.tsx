/** @file Dialogs and the command palette: each is loaded when it is first opened, so that the first screen comes sooner. */
import { lazy, useState } from 'react'
import { useStore } from 'zustand'
import { loadOps } from '../../ops'
import { Part } from '../loading'
import { useView } from '../state/context'
import { dataDialog } from '../state/dataDialog'
import { shell } from '../state/shellStore'

const CommandPalette = lazy(async () => {
  const [module] = await Promise.all([import('./CommandPalette'), loadOps()])
  return module
})
const FileDialogs = lazy(() => import('./FileDialogs'))
const HelpSheet = lazy(() => import('./HelpSheet'))
const DataDialog = lazy(() => import('../datasets/DataDialog'))
const Gallery = lazy(() => import('../gallery/Gallery'))

export function Overlays() {
  const galleryOpen = useView((state) => state.galleryOpen)
  const helpOpen = useView((state) => state.helpOpen)
  const commandsOpen = useStore(shell, (state) => state.commandsOpen)
  const dataOpen = useStore(dataDialog, (state) => state.open)
  const dialog = useStore(shell, (state) => state.dialog)
  // Once opened it stays, so that it can close with its transition and give the focus back.
  const [commandsUsed, setCommandsUsed] = useState(false)
  if (commandsOpen && !commandsUsed) setCommandsUsed(true)
  return (
    <Part what="dialog" floating>
      {commandsUsed && <CommandPalette />}
      {galleryOpen && <Gallery />}
      {helpOpen && <HelpSheet />}
      {dataOpen && <DataDialog />}
      {dialog && <FileDialogs dialog={dialog} />}
    </Part>
  )
}
