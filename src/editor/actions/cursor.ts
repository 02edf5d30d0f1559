/** @file Moving the step cursor by hand: it stops the player, which would run on from there. */
import type { EditorServices } from '../state/context'
import { player } from '../timeline/player'

export function moveCursor({ run, view }: EditorServices, to: (now: ReturnType<typeof run.summary>) => number): void {
  player.pause()
  run.setCursor(to(run.summary()))
  // Who steps wants to read the step; a tensor that is looked at stays, and shows what the step made of it.
  if (view.getState().inspectorTab === 'attributes') view.setState({ inspectorTab: 'explain' })
}
