/** @file The palette: search first, then every operation by category. */
import { CloseButton, TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { lazy, useDeferredValue, useState } from 'react'
import { ops } from '../../ops'
import { Part } from '../loading'
import { useServices } from '../state/context'
import { addOp } from './addOp'
import { groupOps } from './opGroups'
import { PaletteEntry } from './PaletteEntry'

/** The search is loaded with the first letter typed. */
const FoundOps = lazy(() => import('./FoundOps'))

const groups = groupOps(ops.values())
const ordered = groups.flatMap((group) => group.ops)

export function Palette() {
  const services = useServices()
  const [query, setQuery] = useState('')
  const wish = useDeferredValue(query)
  const addBest = async () => {
    const { searchOps } = await import('./opSearch')
    const [best] = searchOps(ordered, query)
    if (best) addOp(services, best.id)
  }
  return (
    <div className="gw-palette">
      <TextInput
        className="gw-palette-search"
        type="search"
        role="searchbox"
        size="sm"
        aria-label="Search operations"
        placeholder="Search operations"
        leftSection={<IconSearch size={15} stroke={1.8} />}
        value={query}
        onChange={(event) => setQuery(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape' && query) {
            event.stopPropagation()
            setQuery('')
          }
          if (event.key === 'Enter' && query.trim()) void addBest()
        }}
        rightSection={
          query ? <CloseButton size="sm" aria-label="Clear the search" onClick={() => setQuery('')} /> : null
        }
      />
      <div className="gw-palette-list">
        {wish.trim() ? (
          <Part what="search result">
            <FoundOps all={ordered} wish={wish} />
          </Part>
        ) : (
          groups.map((group) => (
            <section key={group.category} aria-label={group.title}>
              <h2 className="gw-palette-title">{group.title}</h2>
              {group.ops.map((op) => (
                <PaletteEntry key={op.id} op={op} />
              ))}
            </section>
          ))
        )}
      </div>
    </div>
  )
}
