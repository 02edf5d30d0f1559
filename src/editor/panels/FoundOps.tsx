/** @file What a search of the palette finds. */
import { Text } from '@mantine/core'
import { useMemo } from 'react'
import type { Op } from '../../ops'
import { searchOps } from './opSearch'
import { PaletteEntry } from './PaletteEntry'

interface FoundOpsProps {
  readonly all: readonly Op[]
  /** As typed; not empty. */
  readonly wish: string
}

export default function FoundOps({ all, wish }: FoundOpsProps) {
  const found = useMemo(() => searchOps(all, wish), [all, wish])
  return (
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
  )
}
