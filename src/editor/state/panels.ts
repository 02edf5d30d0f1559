/** @file Which side panels are shown, reachable from actions: each panel registers itself while it is on the screen. */
import type { EditorServices } from './context'
import type { Drawer } from './viewStore'

export type PanelName = 'left' | 'right' | 'bottom'

export interface PanelControl {
  /** Returns whether it is shown afterwards. */
  toggle(): boolean
  show(): void
}

const controls = new Map<PanelName, PanelControl>()
const DRAWERS: Record<PanelName, Exclude<Drawer, null>> = { left: 'left', right: 'inspector', bottom: 'bottom' }
const WORDS: Record<PanelName, string> = { left: 'palette', right: 'inspector', bottom: 'timeline' }

export const panels = {
  register(name: PanelName, control: PanelControl): () => void {
    controls.set(name, control)
    return () => {
      if (controls.get(name) === control) controls.delete(name)
    }
  },
  /** For an action whose answer is in that panel. */
  show(name: PanelName, { view }: EditorServices): void {
    const control = controls.get(name)
    if (control) control.show()
    else view.setState({ drawer: DRAWERS[name] })
  },
  /** On narrow screens the panel is a drawer from below. */
  toggle(name: PanelName, { view }: EditorServices): void {
    const control = controls.get(name)
    const drawer = DRAWERS[name]
    const shown = control ? control.toggle() : view.getState().drawer !== drawer
    if (!control) view.setState({ drawer: shown ? drawer : null })
    view.announce(`The ${WORDS[name]} is ${shown ? 'shown' : 'hidden'}.`)
  },
}
