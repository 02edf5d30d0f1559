/** @file Moving the step cursor by hand: it stops the player, which would run on from there. */
import type { EditorServices } from '../state/context'
import { goTo, placeOf, type Place } from '../state/walk'
import { player } from '../timeline/player'

export function moveCursor({ run, view }: EditorServices, to: (now: Place) => number): void {
  player.pause()
  goTo(run, to(placeOf(run.summary())))
  // Who steps wants to read the step; a tensor that is looked at stays, and shows what the step made of it.
  if (view.getState().inspectorTab === 'attributes') view.setState({ inspectorTab: 'explain' })
}
