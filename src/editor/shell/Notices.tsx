/**
 * @file Where notices are shown: in the lower left corner of the canvas, where they cover no button. Loaded beside the
 * first picture; what is told before waits in the store.
 */
import { Notifications } from '@mantine/notifications'

export default function Notices() {
  return (
    <Notifications className="gw-notices" position="bottom-left" containerWidth={340} limit={3} withinPortal={false} />
  )
}
