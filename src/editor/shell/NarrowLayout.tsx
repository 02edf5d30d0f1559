/**
 * @file Below 760 pixels: the canvas first; one panel at a time as a sheet from below, which leaves the canvas usable;
 * the steps and the tabs at the bottom, in reach of a thumb.
 */
import { CloseButton, UnstyledButton } from '@mantine/core'
import { IconCirclePlus, IconInfoCircle, IconSchool, IconTimelineEvent } from '@tabler/icons-react'
import { useEffect } from 'react'
import { canvasHandle } from '../canvas'
import { useServices, useView } from '../state/context'
import type { Drawer, ViewState } from '../state/viewStore'
import { Transport } from '../timeline'
import { CanvasArea } from './CanvasArea'
import { BottomPanel, LeftPanel, RightPanel } from './panelContents'
import './narrow.css'
import { TopBarNarrow } from './TopBarNarrow'

const TABS = [
  { label: 'Add', title: 'Palette', icon: IconCirclePlus, set: { drawer: 'left' } },
  { label: 'Inspect', title: 'Inspector', icon: IconInfoCircle, set: { drawer: 'inspector' } },
  { label: 'Timeline', title: 'Timeline', icon: IconTimelineEvent, set: { drawer: 'bottom', bottomTab: 'timeline' } },
  { label: 'Train', title: 'Training', icon: IconSchool, set: { drawer: 'bottom', bottomTab: 'training' } },
] as const satisfies readonly { label: string; title: string; icon: unknown; set: Partial<ViewState> }[]

/** What stands above a drawer, or has something open there: Escape closes that first. */
const ABOVE =
  '[data-portal], [data-mantine-shared-portal-node], [role="menu"], [role="dialog"], [aria-haspopup][aria-expanded="true"]'

export default function NarrowLayout() {
  const { view } = useServices()
  const drawer = useView((state) => state.drawer)
  const bottomTab = useView((state) => state.bottomTab)
  const inDrawer = TABS.filter(({ set }) => set.drawer === drawer)
  // The bottom panel has more tabs than there are buttons for: all others belong to the first of them.
  const open = inDrawer.find(({ set }) => 'bottomTab' in set && set.bottomTab === bottomTab) ?? inDrawer[0]

  useEffect(() => {
    if (!drawer) return
    // Asked before anybody hears of the key: by the time that it comes back here, a menu that it has closed is gone.
    let above = false
    const onDown = (event: KeyboardEvent) =>
      (above = event.target instanceof Element && event.target.closest(ABOVE) !== null)
    const onKey = (event: KeyboardEvent) => {
      if (event.key === 'Escape' && !above && !event.defaultPrevented) view.setState({ drawer: null })
    }
    window.addEventListener('keydown', onDown, true)
    window.addEventListener('keydown', onKey)
    return () => {
      window.removeEventListener('keydown', onDown, true)
      window.removeEventListener('keydown', onKey)
    }
  }, [drawer, view])

  useKeepInView(drawer)

  return (
    <div className="gw-app" data-narrow>
      <TopBarNarrow />
      <CanvasArea />
      {open && (
        <section className="gw-sheet" aria-label={open.title} data-panel={drawer === 'bottom' ? bottomTab : 'side'}>
          <CloseButton
            className="gw-sheet-close"
            size="md"
            aria-label={`Close ${open.title.toLowerCase()}`}
            onClick={() => view.setState({ drawer: null })}
          />
          {drawer === 'left' ? <LeftPanel /> : drawer === 'inspector' ? <RightPanel /> : <BottomPanel />}
        </section>
      )}
      <section className="gw-thumb" aria-label="Run">
        <Transport />
      </section>
      <nav className="gw-tabbar" aria-label="Panels">
        {TABS.map(({ label, icon: Icon, set }) => {
          const shown = open?.label === label
          return (
            <UnstyledButton
              key={label}
              className="gw-tabbar-tab"
              aria-expanded={shown}
              onClick={() => view.setState(shown ? { drawer: null } : set)}
            >
              <Icon size={21} stroke={1.7} aria-hidden />
              {label}
            </UnstyledButton>
          )
        })}
      </nav>
    </div>
  )
}

/** A sheet makes the canvas smaller: what is looked at (the selection, else the node at work) stays on the screen. */
function useKeepInView(drawer: Drawer) {
  const { run, view } = useServices()
  useEffect(() => {
    if (!drawer) return
    const frame = requestAnimationFrame(() => {
      const { selectedNodes } = view.getState()
      const { trace, cursor } = run.summary()
      const node = trace[cursor - 1]?.node
      canvasHandle.current?.reveal(selectedNodes.size ? [...selectedNodes] : node === undefined ? [] : [node])
    })
    return () => cancelAnimationFrame(frame)
  }, [drawer, run, view])
}
