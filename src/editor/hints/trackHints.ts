/**
 * @file Decides which control's hint is shown. By pointer: after resting on it for a moment, at once where another hint
 * was shown just before. By keyboard: when the focus ring is shown. Escape, a press, scrolling and leaving take it away;
 * moving from the control onto the hint does not.
 */

/** ms */
const REST = 450
/** Time to cross the gap from the control to the hint; and in which the next control's hint needs no rest. ms */
const GRACE = 180

const SELECTOR = '[data-hint]'

/** The hint itself: the pointer may go there, to read or to magnify. */
const HINT = '.gw-tip'

const controlAt = (target: EventTarget | null) =>
  target instanceof Element ? target.closest<HTMLElement>(SELECTOR) : null
const isHint = (target: EventTarget | null) => target instanceof Element && target.closest(HINT) !== null

/**
 * @param show called with the control whose hint is to be seen, or null; again with the same control when its words change.
 * @returns stops listening.
 */
export function trackHints(document: Document, show: (control: HTMLElement | null) => void): () => void {
  let shown: HTMLElement | null = null
  let timer: ReturnType<typeof setTimeout> | undefined
  /** Pressed: silent until the pointer has left it. */
  let silent: HTMLElement | null = null

  const words = new MutationObserver(() => {
    if (shown) set(shown.isConnected && shown.dataset.hint ? shown : null)
  })
  function set(control: HTMLElement | null) {
    clearTimeout(timer)
    words.disconnect()
    shown = control
    if (control) words.observe(control, { attributeFilter: ['data-hint', 'data-hint-keys'] })
    show(control)
  }
  const later = (control: HTMLElement | null, ms: number) => {
    clearTimeout(timer)
    timer = setTimeout(() => set(control?.isConnected ? control : null), ms)
  }
  const hide = () => {
    clearTimeout(timer)
    if (shown) set(null)
  }

  const over = (event: PointerEvent) => {
    if (event.pointerType === 'touch') return
    if (isHint(event.target)) return clearTimeout(timer)
    const control = controlAt(event.target)
    if (control !== silent) silent = null
    if (control === shown) return clearTimeout(timer)
    if (control && control !== silent && event.buttons === 0) later(control, shown ? GRACE / 3 : REST)
    else if (shown) later(null, GRACE)
    else clearTimeout(timer)
  }
  const left = (event: PointerEvent) => {
    // Out of the window.
    if (event.relatedTarget === null) hide()
  }
  const press = (event: PointerEvent) => {
    silent = controlAt(event.target)
    hide()
  }
  const focus = (event: FocusEvent) => {
    const control = controlAt(event.target)
    if (control && control === event.target && control.matches(':focus-visible')) set(control)
    else hide()
  }
  const key = (event: KeyboardEvent) => {
    if (event.key === 'Escape') hide()
  }

  document.addEventListener('pointerover', over)
  document.addEventListener('pointerout', left)
  document.addEventListener('pointerdown', press, true)
  document.addEventListener('focusin', focus)
  document.addEventListener('focusout', hide)
  document.addEventListener('keydown', key, true)
  document.addEventListener('scroll', hide, true)
  return () => {
    clearTimeout(timer)
    words.disconnect()
    document.removeEventListener('pointerover', over)
    document.removeEventListener('pointerout', left)
    document.removeEventListener('pointerdown', press, true)
    document.removeEventListener('focusin', focus)
    document.removeEventListener('focusout', hide)
    document.removeEventListener('keydown', key, true)
    document.removeEventListener('scroll', hide, true)
  }
}
