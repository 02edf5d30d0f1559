/**
 * @file Copy, cut and paste through the system clipboard, as typed JSON that other windows understand. What the clipboard
 * refuses (no permission, no secure context) is kept in the page, so that it still works within one window.
 */
import { copy, parseFragment, paste, removeSelection } from '../../graph'
import type { EditorServices } from '../state/context'
import { notify } from '../state/notify'

let kept: string | null = null
/** Pasting the same text again moves further aside, so that copies never lie exactly on each other. */
let pasted: { text: string; times: number } | null = null
const ASIDE = 32

/** The selection as text; null when no node is selected. */
export function selectionText({ documents, view }: EditorServices): string | null {
  const nodes = [...view.getState().selectedNodes]
  if (!nodes.length) return null
  kept = JSON.stringify(copy(documents.getState().document, nodes))
  pasted = null
  return kept
}

export async function copySelection(services: EditorServices): Promise<void> {
  const text = selectionText(services)
  if (text === null) return
  await navigator.clipboard?.writeText(text).catch(() => undefined)
  announceCopied(services)
}

export async function cutSelection(services: EditorServices): Promise<void> {
  await copySelection(services)
  removeCut(services)
}

export async function pasteFromClipboard(services: EditorServices): Promise<void> {
  const text = await navigator.clipboard?.readText?.().catch(() => '')
  pasteText(services, text ?? '')
}

/** Pastes text; an empty clipboard falls back on what was copied in this page. */
export function pasteText(services: EditorServices, text: string): void {
  const source = text.trim() || kept
  const fragment = source === null ? null : parseFragment(source)
  if (!source || !fragment?.ok) {
    notify({
      tone: 'info',
      key: 'paste',
      message: 'The clipboard holds no nodes.',
      hint: 'Select nodes and copy them first. To open a whole graph, use Open or drop its file on the window.',
    })
    return
  }
  pasted = pasted?.text === source ? { text: source, times: pasted.times + 1 } : { text: source, times: 1 }
  const aside = ASIDE * pasted.times
  const result = services.documents.run(paste(fragment.fragment, { offset: { x: aside, y: aside } }))
  if (!result.ok) return
  if (result.created) services.view.select(result.created)
  services.view.announce(result.transaction.label)
}

/** Listens to the browser's own events. Text that is selected or edited keeps its native behaviour. */
export function listenToClipboard(services: EditorServices, ours: (event: Event) => boolean): () => void {
  const onCopy = (event: ClipboardEvent) => {
    if (!ours(event) || document.getSelection()?.toString()) return
    const text = selectionText(services)
    if (text === null || !event.clipboardData) return
    event.clipboardData.setData('text/plain', text)
    event.preventDefault()
    announceCopied(services)
    if (event.type === 'cut') removeCut(services)
  }
  const onPaste = (event: ClipboardEvent) => {
    if (!ours(event)) return
    event.preventDefault()
    pasteText(services, event.clipboardData?.getData('text/plain') ?? '')
  }
  window.addEventListener('copy', onCopy)
  window.addEventListener('cut', onCopy)
  window.addEventListener('paste', onPaste)
  return () => {
    window.removeEventListener('copy', onCopy)
    window.removeEventListener('cut', onCopy)
    window.removeEventListener('paste', onPaste)
  }
}

function announceCopied({ view }: EditorServices) {
  const { size } = view.getState().selectedNodes
  view.announce(size === 1 ? 'Copied 1 node.' : `Copied ${size} nodes.`)
}

function removeCut({ documents, view }: EditorServices) {
  const result = documents.run(removeSelection({ nodes: [...view.getState().selectedNodes], edges: [] }))
  if (result.ok) view.select([])
}
