/** @file The document's name, edited in place: Enter or leaving keeps it, Escape puts the old one back. */
import { useEffect, useRef, useState } from 'react'
import { setName } from '../../graph'
import { useDocument, useServices } from '../state/context'

export function DocumentName() {
  const { documents } = useServices()
  const name = useDocument((state) => state.document.name)
  const [draft, setDraft] = useState(name)
  const input = useRef<HTMLInputElement>(null)
  const cancelled = useRef(false)
  useEffect(() => setDraft(name), [name])
  useEffect(() => {
    document.title = `${name} · Gradwire`
  }, [name])

  const commit = () => {
    const wish = draft.trim()
    if (cancelled.current || !wish || wish === name) setDraft(name)
    else if (!documents.run(setName(wish)).ok) setDraft(name)
    cancelled.current = false
  }
  return (
    <span className="gw-docname">
      <h1 className="gw-hidden">Gradwire: {name}</h1>
      {/* Gives the field the width of its text. */}
      <span className="gw-docname-measure" aria-hidden>
        {draft || ' '}
      </span>
      <input
        ref={input}
        aria-label="Document name"
        title={draft}
        value={draft}
        maxLength={200}
        spellCheck={false}
        onChange={(event) => setDraft(event.currentTarget.value)}
        onBlur={commit}
        onKeyDown={(event) => {
          if (event.key === 'Escape') {
            cancelled.current = true
            event.stopPropagation()
          }
          if (event.key === 'Escape' || event.key === 'Enter') input.current?.blur()
        }}
      />
    </span>
  )
}
