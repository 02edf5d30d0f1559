/** @file In the menu of a node or an edge: its ports to stop at, its tensors to watch. */
import { Menu } from '@mantine/core'
import { ops } from '../../ops'
import { useDocument, useServices } from '../state/context'
import { useTravel } from '../state/travelStore'
import { tensorChoices } from '../inspector/tensorChoices'
import { nodeGeometry } from '../canvas/geometry'
import './index'
import { breakpointAt, stopWords, toggleBreakpoint } from './stops'
import { isWatched, toggleWatch } from './watch'

export function MenuItems({ kind, id }: { readonly kind: 'node' | 'edge'; readonly id: string }) {
  const services = useServices()
  const { view } = services
  const document = useDocument((state) => state.document)
  const watched = useTravel((state) => state.watched)
  const breakpoints = useTravel((state) => state.breakpoints)
  const ports = kind === 'node' ? nodeGeometry(document, id).ports.map(({ port }) => port) : []
  return (
    <>
      {ports.length > 0 && (
        <Menu.Sub>
          <Menu.Sub.Target>
            <Menu.Sub.Item>Breakpoint at a port</Menu.Sub.Item>
          </Menu.Sub.Target>
          <Menu.Sub.Dropdown>
            {ports.map((port) => {
              const stop = { kind: 'port', node: id, port } as const
              const there = breakpointAt(breakpoints, stop) !== undefined
              return (
                <Menu.Item
                  key={port}
                  onClick={() => {
                    const set = toggleBreakpoint(stop)
                    view.announce(`Breakpoint ${set ? 'set' : 'taken away'}: ${stopWords(document, stop)}.`)
                  }}
                >
                  {there ? `Take away from ${port}` : port}
                </Menu.Item>
              )
            })}
          </Menu.Sub.Dropdown>
        </Menu.Sub>
      )}
      <Menu.Sub>
        <Menu.Sub.Target>
          <Menu.Sub.Item>Watch one of its tensors</Menu.Sub.Item>
        </Menu.Sub.Target>
        <Menu.Sub.Dropdown>
          {tensorChoices({ kind, id }, document, ops).map((choice) => (
            <Menu.Item
              key={choice.id}
              onClick={() =>
                view.announce(`${toggleWatch(services, choice) ? 'Watching' : 'No longer watching'} ${choice.label}.`)
              }
            >
              {isWatched(watched, choice) ? `Stop watching ${choice.label}` : choice.label}
            </Menu.Item>
          ))}
        </Menu.Sub.Dropdown>
      </Menu.Sub>
    </>
  )
}
