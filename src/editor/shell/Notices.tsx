/** @file Where notices are shown. Loaded beside the first picture; what is told before waits in the store. */
import { Notifications } from '@mantine/notifications'

export default function Notices() {
  return <Notifications className="gw-notices" position="top-center" containerWidth={460} limit={3} />
}
