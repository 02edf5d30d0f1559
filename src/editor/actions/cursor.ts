/** @file Moving the step cursor by hand: it stops the player, which would run on from there. */
import type { EditorServices } from '../state/context'
import { player } from '../timeline/player'

export function moveCursor({ run }: EditorServices, to: (now: ReturnType<typeof run.summary>) => number): void {
  player.pause()
  run.setCursor(to(run.summary()))
}
