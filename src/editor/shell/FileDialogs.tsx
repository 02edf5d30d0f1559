/** @file What is asked or told about a file before it is opened. Loaded when first needed. */
import { Button, Group, List, Modal, Text } from '@mantine/core'
import { openDocument } from '../actions/openDocument'
import { useServices } from '../state/context'
import { showDialog, type FileDialog } from '../state/shellStore'

/** As many unknown nodes as a person reads; the rest is counted. */
const LISTED = 6

export default function FileDialogs({ dialog }: { readonly dialog: FileDialog }) {
  const services = useServices()
  const close = () => showDialog(null)
  if (dialog.kind === 'refused')
    return (
      <Modal opened onClose={close} title={`“${dialog.file}” was not opened`}>
        <Text className="gw-dialog-message">{dialog.message}</Text>
        {dialog.hint && (
          <Text mt="xs" c="var(--gw-ink-2)">
            {dialog.hint}
          </Text>
        )}
        <Text mt="xs" c="var(--gw-ink-2)">
          The open graph is as it was.
        </Text>
        <Group justify="flex-end" mt="lg">
          <Button variant="value" onClick={close} data-autofocus>
            Close
          </Button>
        </Group>
      </Modal>
    )
  const { unknown, document, file } = dialog
  return (
    <Modal opened onClose={close} title={`“${file}” uses operations that are not known here`}>
      <Text>They are kept as they are, with their wires, but cannot run:</Text>
      <List mt="xs" size="sm">
        {unknown.slice(0, LISTED).map(({ node, op }) => (
          <List.Item key={node}>
            {document.nodes[node]?.label ?? node}: <b>{op}</b>
          </List.Item>
        ))}
      </List>
      {unknown.length > LISTED && <Text size="sm">and {unknown.length - LISTED} more</Text>}
      <Text mt="xs" c="var(--gw-ink-2)">
        To run them, open the file in a newer Gradwire, or replace them after opening.
      </Text>
      <Group justify="flex-end" mt="lg">
        <Button onClick={close}>Cancel</Button>
        <Button
          variant="value"
          data-autofocus
          onClick={() => {
            close()
            openDocument(services, document)
          }}
        >
          Open anyway
        </Button>
      </Group>
    </Modal>
  )
}
