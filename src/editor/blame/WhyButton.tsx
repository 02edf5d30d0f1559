/** @file "Why?" beside a gradient. */
import { Button } from '@mantine/core'
import { IconHelpCircle } from '@tabler/icons-react'
import type { BlameTarget } from '../../runtime/protocol'
import { useServices } from '../state/context'
import { ask } from './asked'

export function WhyButton({ target, missing }: { readonly target: BlameTarget; readonly missing?: boolean }) {
  const services = useServices()
  return (
    <Button
      className="gw-why"
      variant="default"
      size="compact-sm"
      leftSection={<IconHelpCircle size={15} stroke={1.8} aria-hidden />}
      aria-label={missing ? 'Why is there no gradient here?' : 'Why is this gradient like this?'}
      onClick={() => ask(services, target)}
    >
      {missing ? 'Why is there none?' : 'Why is it like this?'}
    </Button>
  )
}
