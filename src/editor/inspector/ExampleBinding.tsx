/** @file Which data set feeds an input, and which of its examples are in view. */
import { ActionIcon, Button, Group, NativeSelect } from '@mantine/core'
import { IconChevronLeft, IconChevronRight, IconDatabase } from '@tabler/icons-react'
import { fieldsOf } from '../../data'
import { setData, type DataBinding } from '../../graph'
import { shapeText } from '../../tensor'
import { DataSettings, findSet, useCatalogue } from '../datasets'
import { NumberField } from '../fields'
import { inViewWords } from '../exampleWords'
import { useDocument, useRun, useServices } from '../state/context'
import { openData } from '../state/dataDialog'

/** Keeps the choice "numbers typed here" apart from every "dataset field". */
const TYPED = ''

export function ExampleBinding({ node }: { readonly node: string }) {
  const { documents } = useServices()
  const binding = useDocument((state) => state.document.data)
  const field = binding?.inputs[node]
  const catalogue = useCatalogue()
  const bound = binding && findSet(catalogue, binding.dataset)
  const options = [
    { value: TYPED, label: 'the numbers below' },
    ...[...catalogue.own, ...catalogue.shipped].flatMap((set) =>
      Object.entries(fieldsOf(set, set === bound ? binding?.settings : undefined)).map(([name, spec]) => ({
        value: `${set.id} ${name}`,
        label: `${set.title}: ${name} ${shapeText(['N', ...spec.shape])}`,
      })),
    ),
  ]
  const known = field !== undefined && binding ? `${binding.dataset} ${field}` : TYPED
  return (
    <>
      <NativeSelect
        size="xs"
        label="Fed by"
        value={known}
        data={
          options.some((option) => option.value === known)
            ? options
            : [...options, { value: known, label: `${known} (not available)` }]
        }
        onChange={(event) => documents.run(setData(rebound(binding, node, event.currentTarget.value)))}
      />
      <Button leftSection={<IconDatabase size={15} />} onClick={() => openData(binding?.dataset ?? null)}>
        Choose or bring data…
      </Button>
      {field !== undefined && <DataSettings />}
      {field !== undefined && <Examples />}
    </>
  )
}

/** One document is fed by one data set: choosing another unbinds what the old one fed. */
function rebound(binding: DataBinding | undefined, node: string, choice: string): DataBinding | undefined {
  const [dataset = '', field = ''] = choice.split(' ')
  const kept = Object.entries(binding?.inputs ?? {}).filter(
    ([id]) => id !== node && (choice === TYPED || binding?.dataset === dataset),
  )
  if (choice === TYPED) return kept.length && binding ? { ...binding, inputs: Object.fromEntries(kept) } : undefined
  // Settings belong to one data set.
  const settings = binding?.dataset === dataset && binding.settings ? { settings: binding.settings } : {}
  return { dataset, inputs: { ...Object.fromEntries(kept), [node]: field }, ...settings }
}

/** Few enough to see each. */
const MANY = 4

function Examples() {
  const { client } = useServices()
  const examples = useRun((summary) => summary.examples)
  if (!examples) return <p className="gw-inspector-note">The examples are being loaded.</p>
  const { first, count, total, part, drawn } = examples
  if (drawn)
    return (
      <Group gap={8}>
        <span className="gw-numbers-place">{inViewWords(examples)}</span>
        <Button size="compact-xs" onClick={() => void client.showExamples(0, MANY)}>
          Back to the examples
        </Button>
      </Group>
    )
  const show = (from: number, many: number) =>
    void client.showExamples(Math.max(0, Math.min(total - many, from)), many, part)
  return (
    <Group gap={8} align="flex-end" wrap="nowrap">
      <ActionIcon aria-label="Previous examples" disabled={first === 0} onClick={() => show(first - count, count)}>
        <IconChevronLeft size={16} />
      </ActionIcon>
      <span className="gw-numbers-place">{inViewWords(examples)}</span>
      <ActionIcon
        aria-label="Next examples"
        disabled={first + count >= total}
        onClick={() => show(first + count, count)}
      >
        <IconChevronRight size={16} />
      </ActionIcon>
      <NumberField
        label="At once"
        w={72}
        value={count}
        integer
        min={1}
        max={Math.min(total, 64)}
        onCommit={(many) => show(first, many!)}
      />
    </Group>
  )
}
