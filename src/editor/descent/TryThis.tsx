/** @file What the open graph says of this lab: what to try, and what comes of it. */
import { CloseButton } from '@mantine/core'
import { useStore } from 'zustand'
import { useDocument } from '../state/context'
import { sceneStore } from './sceneStore'
import { speaksOfDescent } from './description'

/** Where the description is about something else, the room is for the picture. */
export function TryThis() {
  const description = useDocument(({ document }) => document.description)
  const opened = useDocument((state) => state.opened)
  const putAway = useStore(sceneStore, (state) => state.putAway)
  if (!description || putAway === opened || !speaksOfDescent(description)) return null
  return (
    <div className="gw-descent-try" role="note" aria-label="What to try">
      <p>{description}</p>
      <CloseButton
        size="sm"
        aria-label="Put this description away"
        onClick={() => sceneStore.setState({ putAway: opened })}
      />
    </div>
  )
}
