/** @file The gallery of examples: a card each, opened by a click. Loaded when it is first opened. */
import { Loader, Modal, Text, UnstyledButton } from '@mantine/core'
import { IconDatabase, IconPlus, type Icon } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { readDocument } from '../../formats'
import type { GraphDocument } from '../../graph'
import { action, perform } from '../actions'
import { useServices } from '../state/context'
import { examples, type Example } from './examples'
import { exercises } from './exercises'
import './gallery.css'
import { GraphPicture } from './GraphPicture'
import { openExample } from './openExample'

export default function Gallery() {
  const services = useServices()
  const close = () => services.view.setState({ galleryOpen: false })
  const open = (example: Example) => void openExample(services, example)
  return (
    <Modal opened onClose={close} title="Examples" size={880}>
      <ul className="gw-gallery">
        <li>
          <StartCard
            icon={IconPlus}
            title="Empty canvas"
            words="Build a network of your own, operation by operation."
            says="Start with an empty canvas"
            onOpen={() => void perform(action('new'), services)}
          />
        </li>
        <li>
          <StartCard
            icon={IconDatabase}
            title="From data"
            words="Choose a data set, or bring a table, pictures or a text, and start a small network that learns it."
            says="Start from data"
            onOpen={() => {
              close()
              void perform(action('data'), services)
            }}
          />
        </li>
        {examples.map((example) => (
          <li key={example.file}>
            <ExampleCard example={example} onOpen={() => open(example)} />
          </li>
        ))}
      </ul>
      <h3 className="gw-gallery-heading">Exercises</h3>
      <p className="gw-gallery-words">
        Some numbers are hidden: find them with the chain rule, on the edges or in a list. Each is a little harder than
        the one before.
      </p>
      <ul className="gw-gallery">
        {exercises.map((example) => (
          <li key={example.file}>
            <ExampleCard example={example} onOpen={() => open(example)} />
          </li>
        ))}
      </ul>
    </Modal>
  )
}

interface StartCardProps {
  readonly icon: Icon
  readonly title: string
  readonly words: string
  /** Accessible name. */
  readonly says: string
  readonly onOpen: () => void
}

/** A beginning that is no example. */
function StartCard({ icon: Sign, title, words, says, onOpen }: StartCardProps) {
  return (
    <UnstyledButton className="gw-example" onClick={onOpen} aria-label={says} data-empty>
      <span className="gw-example-picture">
        <Sign size={30} stroke={1.5} aria-hidden />
      </span>
      <Text fw={600} component="span" className="gw-example-name">
        {title}
      </Text>
      <Text size="sm" c="var(--gw-ink-2)" component="span" className="gw-example-words">
        {words}
      </Text>
    </UnstyledButton>
  )
}

function ExampleCard({ example, onOpen }: { readonly example: Example; readonly onOpen: () => void }) {
  const picture = usePicture(example)
  return (
    <UnstyledButton
      className="gw-example"
      onClick={onOpen}
      aria-label={`Open ${example.name}`}
      data-example={example.file}
    >
      <span className="gw-example-picture">
        {picture === 'loading' ? (
          <Loader size="sm" color="var(--gw-line-strong)" />
        ) : (
          picture && <GraphPicture document={picture} />
        )}
      </span>
      <Text fw={600} component="span" className="gw-example-name">
        {example.name}
      </Text>
      <Text size="sm" c="var(--gw-ink-2)" component="span" className="gw-example-words">
        {example.description}
      </Text>
    </UnstyledButton>
  )
}

/** Null when it cannot be drawn: the card still opens, and then says why not. */
function usePicture(example: Example): GraphDocument | 'loading' | null {
  const [picture, setPicture] = useState<GraphDocument | 'loading' | null>('loading')
  useEffect(() => {
    let gone = false
    example
      .load()
      .then((text) => {
        const result = readDocument(text)
        if (!gone) setPicture(result.ok ? result.document : null)
      })
      .catch(() => {
        if (!gone) setPicture(null)
      })
    return () => {
      gone = true
    }
  }, [example])
  return picture
}
