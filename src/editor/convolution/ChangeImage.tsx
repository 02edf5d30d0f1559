/** @file A button to another image, where the pictures themselves need the room. */
import { ActionIcon, Popover } from '@mantine/core'
import { IconPhoto } from '@tabler/icons-react'
import { memo, useState, type KeyboardEvent } from 'react'
import { hint } from '../hints'
import { useDocument, useServices } from '../state/context'
import { ImageSource } from './ImageSource'
import { imageInputOf } from './setImage'

/**
 * Nothing where no image comes in. Not drawn again while the kernel only moves.
 * @param node whose image: the nearest input that holds one
 */
export const ChangeImage = memo(function ChangeImage({ node }: { readonly node: string }) {
  const services = useServices()
  const input = useDocument(() => imageInputOf(services, node))
  const [opened, setOpened] = useState(false)
  if (input === null) return null
  // Closes this only, not the view around it.
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || !opened) return
    event.preventDefault()
    setOpened(false)
  }
  return (
    // Stays while it is closed: the webcam goes on, and its picture is not covered.
    <Popover
      opened={opened}
      onChange={setOpened}
      closeOnEscape={false}
      keepMounted
      returnFocus
      position="bottom"
      shadow="md"
    >
      <Popover.Target>
        <ActionIcon
          aria-label="Change the image…"
          {...hint('Change the image: a photograph, a file, the webcam')}
          onClick={() => setOpened(!opened)}
          onKeyDown={onKeyDown}
        >
          <IconPhoto size={16} stroke={1.8} aria-hidden />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown maw="min(94vw, 720px)" aria-label="Another image" onKeyDown={onKeyDown}>
        <ImageSource key={input} node={input} />
      </Popover.Dropdown>
    </Popover>
  )
})
