/** @file ⌘K: every action, every operation to add, every node to go to, every example, in one search. Loaded when first needed. */
import { Kbd } from '@mantine/core'
import { createSpotlight, Spotlight } from '@mantine/spotlight'
import '@mantine/spotlight/styles.layer.css'
import { IconLayoutGrid, IconPlus, IconSearch, IconViewfinder } from '@tabler/icons-react'
import { useEffect, useMemo, useState, type ReactNode } from 'react'
import { useStore } from 'zustand'
import { ops } from '../../ops'
import { actions, perform, possible, shortcutsOf, type Action } from '../actions'
import { shortcutText } from '../actions/keyWords'
import { nodeName } from '../format'
import { examples, type Example } from '../gallery/examples'
import { exercises } from '../gallery/exercises'
import { openExample } from '../gallery/openExample'
import { addOp, goToNode } from '../panels/addOp'
import { searchOps } from '../panels/opSearch'
import { useDocument, useServices } from '../state/context'
import { shell } from '../state/shellStore'

const [store, handle] = createSpotlight()
/** Reaches the scroll area inside: a region that scrolls must be reachable by the keyboard. */
const scrollable = { viewportProps: { tabIndex: 0 } }
const MOST = { actions: 40, ops: 8, nodes: 12, examples: 6 }
const allOps = [...ops.values()]
const listed = [...actions.values()].filter((action) => action.id !== 'commands')

function matches(query: string, ...texts: (string | undefined)[]): boolean {
  const text = texts.join(' ').toLowerCase()
  return query.split(/\s+/).every((word) => text.includes(word))
}

/** By name, and where no name fits, by what is said of them. */
function examplesLike(wish: string): readonly Example[] {
  const all = [...examples, ...exercises]
  const named = all.filter(({ name }) => matches(wish, name))
  return named.length || wish.length < 3
    ? named
    : all.filter(({ name, description }) => matches(wish, name, description))
}

/** Names before descriptions, which are searched only for words long enough to mean something. */
function commandsLike(wish: string): Action[] {
  const byName = listed.filter((action) => matches(wish, action.label, action.group))
  if (wish.length < 3) return byName
  return [...byName, ...listed.filter((action) => !byName.includes(action) && matches(wish, action.description))]
}

export default function CommandPalette() {
  const services = useServices()
  const open = useStore(shell, (state) => state.commandsOpen)
  const document = useDocument((state) => state.document)
  const [query, setQuery] = useState('')
  const wish = query.trim().toLowerCase()
  const opWish = wish.replace(/^add\s+/, '')

  useEffect(() => {
    if (open) handle.open()
    else handle.close()
  }, [open])

  const found = useMemo(() => {
    if (!open) return { actions: [], ops: [], nodes: [], examples: [] }
    return {
      actions: commandsLike(wish).slice(0, MOST.actions),
      ops: wish ? searchOps(allOps, opWish).slice(0, MOST.ops) : [],
      nodes: wish ? namesLike(document, wish) : [],
      examples: wish ? examplesLike(wish).slice(0, MOST.examples) : [],
    }
  }, [open, wish, opWish, document])

  // Operations are found by likeness too: "two minima" is the name of an example, and nearly minimum.
  const examplesFirst = !found.ops.some(({ id }) => id.includes(opWish))
  const examplesFound = (
    <Section label="Open">
      {found.examples.map((example) => (
        <Spotlight.Action
          key={example.file}
          label={example.name}
          description={example.description}
          leftSection={<IconLayoutGrid size={17} stroke={1.7} />}
          onClick={() => void openExample(services, example)}
        />
      ))}
    </Section>
  )

  return (
    <Spotlight.Root
      store={store}
      query={query}
      onQueryChange={setQuery}
      shortcut={null}
      scrollable
      maxHeight={420}
      onSpotlightClose={() => shell.setState({ commandsOpen: false })}
      overlayProps={{ backgroundOpacity: 0.25, blur: 0 }}
      title="Search commands"
      className="gw-commands"
      classNames={{ header: 'gw-hidden' }}
    >
      <Spotlight.Search
        placeholder="Search commands, operations, nodes and examples"
        aria-label="Search commands, operations, nodes and examples"
        leftSection={<IconSearch size={18} stroke={1.7} />}
      />
      <Spotlight.ActionsList {...scrollable}>
        <Section label="Commands">
          {found.actions.map((action) => (
            <CommandRow key={action.id} action={action} />
          ))}
        </Section>
        {examplesFirst && examplesFound}
        <Section label="Add">
          {found.ops.map((op) => (
            <Spotlight.Action
              key={op.id}
              label={`Add ${op.id}`}
              description={op.summary}
              leftSection={<IconPlus size={17} stroke={1.8} />}
              onClick={() => addOp(services, op.id)}
            />
          ))}
        </Section>
        <Section label="Go to">
          {found.nodes.map((id) => (
            <Spotlight.Action
              key={id}
              label={`${nodeName(document, id)} · ${document.nodes[id]!.op}`}
              leftSection={<IconViewfinder size={17} stroke={1.8} />}
              onClick={() => goToNode(services, id)}
            />
          ))}
        </Section>
        {!examplesFirst && examplesFound}
        {Object.values(found).every(({ length }) => length === 0) && (
          <Spotlight.Empty>
            Nothing matches. Try another word for what you want to do, the name of an operation, of a node or of an
            example.
          </Spotlight.Empty>
        )}
      </Spotlight.ActionsList>
    </Spotlight.Root>
  )
}

/** A group with a heading, left out when it is empty. */
function Section({ label, children }: { readonly label: string; readonly children: ReactNode[] }) {
  return children.length ? <Spotlight.ActionsGroup label={label}>{children}</Spotlight.ActionsGroup> : null
}

function CommandRow({ action }: { readonly action: Action }) {
  const services = useServices()
  const answer = possible(action, services)
  const Icon = action.icon
  const keys = shortcutsOf(action)[0]
  return (
    <Spotlight.Action
      label={action.label}
      description={answer === true ? action.description : answer}
      dimmedSections={answer !== true}
      leftSection={Icon ? <Icon size={17} stroke={1.8} /> : undefined}
      rightSection={keys ? <Kbd size="xs">{shortcutText(keys)}</Kbd> : undefined}
      onClick={() => void perform(action, services)}
    />
  )
}

function namesLike(
  document: ReturnType<ReturnType<typeof useServices>['documents']['getState']>['document'],
  wish: string,
): string[] {
  const found: string[] = []
  for (const id of Object.keys(document.nodes)) {
    if (matches(wish, nodeName(document, id), id, document.nodes[id]!.op)) found.push(id)
    if (found.length === MOST.nodes) break
  }
  return found
}
