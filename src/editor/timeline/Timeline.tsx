/** @file The bottom tab that shows the run as a line of events. */
import { Group, SegmentedControl, Text } from '@mantine/core'
import { useMemo } from 'react'
import { ops } from '../../ops'
import { useDocument, useRun } from '../state/context'
import { cursorSentence, multiplicationsSoFar } from './eventWords'
import { player, SPEEDS, usePlayer, type Speed } from './player'
import { Strip } from './Strip'
import './timeline.css'
import { Transport } from './Transport'

export function Timeline() {
  const document = useDocument((state) => state.document)
  const trace = useRun((summary) => summary.trace)
  const cursor = useRun((summary) => summary.cursor)
  const examples = useRun((summary) => summary.examples)
  const speed = usePlayer((state) => state.speed)
  const sums = useMemo(() => multiplicationsSoFar(trace), [trace])
  const sentence = cursorSentence(document, ops, trace, cursor)
  return (
    <section className="gw-timeline" aria-label="Timeline">
      <Group gap="sm" wrap="wrap" className="gw-timeline-bar">
        <Transport compact />
        <SegmentedControl
          size="xs"
          aria-label="Speed"
          value={String(speed)}
          onChange={(value) => player.setSpeed(Number(value) as Speed)}
          data={SPEEDS.map((option) => ({ value: String(option), label: `${option}×` }))}
        />
        <Text className="gw-timeline-sentence" c="var(--gw-ink-2)" size="sm">
          {sentence}
        </Text>
        {examples && (
          <Text c="var(--gw-ink-3)" size="sm">
            examples {(examples.first + 1).toLocaleString('en')}–
            {(examples.first + examples.count).toLocaleString('en')} of {examples.total.toLocaleString('en')}
          </Text>
        )}
        <Text className="gw-timeline-cost" c="var(--gw-ink-2)" size="sm">
          multiplications so far <b>{(sums[cursor] ?? 0).toLocaleString('en')}</b>
        </Text>
      </Group>
      <Strip sentence={sentence} />
    </section>
  )
}
