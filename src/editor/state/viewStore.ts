/** @file View state: what is selected, where the step cursor stands, which panels are open. Never saved in the document. */
import { createStore, type StoreApi } from 'zustand/vanilla'

export type InspectorTab = 'explain' | 'tensor' | 'attributes' | 'exercise'
export type BottomTab =
  | 'timeline'
  | 'travel'
  | 'training'
  | 'results'
  | 'depth'
  | 'naive'
  | 'gradcheck'
  | 'look'
  | 'descent'
  | 'convolution'
  | 'filters'
  | 'write'
export type LeftTab = 'palette' | 'outline' | 'problems'
export type Drawer = 'left' | 'inspector' | 'bottom' | null

export interface ViewState {
  readonly selectedNodes: ReadonlySet<string>
  readonly selectedEdges: ReadonlySet<string>
  readonly inspectorTab: InspectorTab
  readonly bottomTab: BottomTab
  readonly leftTab: LeftTab
  /** Narrow screens show one panel at a time. */
  readonly drawer: Drawer
  readonly galleryOpen: boolean
  readonly helpOpen: boolean
  /** Spoken by the polite live region. */
  readonly announcement: string
}

export interface ViewStore extends StoreApi<ViewState> {
  select(nodes: Iterable<string>, edges?: Iterable<string>): void
  announce(sentence: string): void
}

export function createViewStore(): ViewStore {
  const store = createStore<ViewState>(() => ({
    selectedNodes: new Set<string>(),
    selectedEdges: new Set<string>(),
    inspectorTab: 'explain',
    bottomTab: 'timeline',
    leftTab: 'palette',
    drawer: null,
    galleryOpen: false,
    helpOpen: false,
    announcement: '',
  }))
  return {
    ...store,
    select: (nodes, edges = []) => store.setState({ selectedNodes: new Set(nodes), selectedEdges: new Set(edges) }),
    announce: (announcement) => store.setState({ announcement }),
  }
}
