/** @file Examples of the chosen data set, from the part that is trained on or the one that is held out. */
import { ActionIcon, Group, SegmentedControl } from '@mantine/core'
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react'
import { startTransition, useEffect, useState } from 'react'
import { fieldsOf, type DataSet, type Settings } from '../../data'
import type { DataAnswer, DataPreview, Part } from '../../runtime/protocol'
import { useServices } from '../state/context'
import { Examples, SHOWN } from './Examples'

export interface PreviewProps {
  readonly set: DataSet
  readonly settings: Settings
}

const count = (x: number) => x.toLocaleString('en')

export function Preview({ set, settings }: PreviewProps) {
  const [part, setPart] = useState<Part>('train')
  const [first, setFirst] = useState(0)
  const many = SHOWN[set.kind]
  const found = usePreview(set.id, settings, part, first, many)
  if (!found) return <p className="gw-data-note">The examples are being loaded.</p>
  const { answer, asked } = found
  if (!answer.ok)
    return (
      <p className="gw-data-problem" role="alert">
        {answer.problem.message} {answer.problem.hint}
      </p>
    )
  const total = answer[part]
  return (
    <div className="gw-data-preview">
      <Group gap={8} wrap="wrap">
        <SegmentedControl
          size="xs"
          aria-label="Part of the data"
          value={part}
          onChange={(value) => {
            setPart(value as Part)
            setFirst(0)
          }}
          data={[
            { value: 'train', label: `${count(answer.train)} to train on` },
            { value: 'heldOut', label: `${count(answer.heldOut)} held out` },
          ]}
        />
        {total > answer.count && (
          <Group gap={4} wrap="nowrap">
            <ActionIcon
              aria-label="Previous examples"
              disabled={first === 0}
              onClick={() => setFirst(Math.max(0, first - many))}
            >
              <IconChevronLeft size={16} />
            </ActionIcon>
            <span className="gw-numbers-place">
              {count(answer.first + 1)}–{count(answer.first + answer.count)}
            </span>
            <ActionIcon
              aria-label="Next examples"
              disabled={first + many >= total}
              onClick={() => setFirst(first + many)}
            >
              <IconChevronRight size={16} />
            </ActionIcon>
          </Group>
        )}
      </Group>
      {/* Names and numbers come from the same settings, also while newer ones are on their way. */}
      <Examples set={set} fields={fieldsOf(set, asked)} preview={answer} />
    </div>
  )
}

interface Found {
  readonly of: string
  readonly asked: Settings
  readonly answer: DataAnswer<DataPreview>
}

/** Asked a moment after the last change, so that typing a setting does not make a data set for every digit. */
function usePreview(id: string, settings: Settings, part: Part, first: number, many: number): Found | null {
  const { client } = useServices()
  const [found, setFound] = useState<Found | null>(null)
  const key = JSON.stringify(settings)
  useEffect(() => {
    let gone = false
    const timer = setTimeout(() => {
      const given = JSON.parse(key) as Settings
      client.dataPreview(id, Object.keys(given).length ? given : undefined, part, first, many).then(
        (answer) => !gone && startTransition(() => setFound({ of: id, asked: given, answer })),
        (reason: unknown) =>
          !gone &&
          setFound({
            of: id,
            asked: given,
            answer: { ok: false, problem: { message: String(reason), hint: 'Close Data and open it again.' } },
          }),
      )
    }, 120)
    return () => {
      gone = true
      clearTimeout(timer)
    }
  }, [client, id, key, part, first, many])
  return found?.of === id ? found : null
}
