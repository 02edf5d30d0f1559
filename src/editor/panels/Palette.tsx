/** @file The palette: search first, then every operation by category. */
import { CloseButton, Text, TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { useDeferredValue, useMemo, useState } from 'react'
import { ops } from '../../ops'
import { useServices } from '../state/context'
import { addOp } from './addOp'
import { groupOps, searchOps } from './opSearch'
import { PaletteEntry } from './PaletteEntry'

const groups = groupOps(ops.values())
const ordered = groups.flatMap((group) => group.ops)

export function Palette() {
  const services = useServices()
  const [query, setQuery] = useState('')
  const wish = useDeferredValue(query)
  const found = useMemo(() => (wish.trim() ? searchOps(ordered, wish) : null), [wish])
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
          const best = event.key === 'Enter' ? searchOps(ordered, query)[0] : undefined
          if (best && query.trim()) addOp(services, best.id)
        }}
        rightSection={
          query ? <CloseButton size="sm" aria-label="Clear the search" onClick={() => setQuery('')} /> : null
        }
      />
      <div className="gw-palette-list">
        {found ? (
          <section aria-label="Found operations">
            <Text className="gw-palette-title" role="status">
              {found.length === 0
                ? 'No operation matches.'
                : found.length === 1
                  ? '1 operation · Enter adds it'
                  : `${found.length} operations · Enter adds the first`}
            </Text>
            {found.map((op) => (
              <PaletteEntry key={op.id} op={op} />
            ))}
            {found.length === 0 && (
              <Text size="sm" c="var(--gw-ink-2)" px={10}>
                Try what it does, such as “squash” or “sum”, or its name in PyTorch.
              </Text>
            )}
          </section>
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
