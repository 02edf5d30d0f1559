/** @file Left: palette, outline, problems. */
import { Badge, Tabs } from '@mantine/core'
import { useServices, useView } from '../state/context'
import type { LeftTab } from '../state/viewStore'
import { Outline } from './Outline'
import { Palette } from './Palette'
import './panels.css'
import { useProblems } from './problemList'
import { Problems } from './Problems'

export default function LeftPanel() {
  const { view } = useServices()
  const tab = useView((state) => state.leftTab)
  const problems = useProblems()
  const errors = problems.filter((problem) => problem.severity === 'error').length
  return (
    <Tabs
      className="gw-tabs"
      value={tab}
      onChange={(value) => value && view.setState({ leftTab: value as LeftTab })}
      keepMounted={false}
      variant="default"
    >
      <Tabs.List aria-label="Left panel">
        <Tabs.Tab value="palette">Palette</Tabs.Tab>
        <Tabs.Tab value="outline">Outline</Tabs.Tab>
        <Tabs.Tab
          value="problems"
          aria-label={`Problems, ${problems.length}`}
          rightSection={
            problems.length ? (
              <Badge size="xs" circle={problems.length < 10} variant={errors ? 'error-soft' : 'delta-soft'}>
                {problems.length > 99 ? '99+' : problems.length}
              </Badge>
            ) : null
          }
        >
          Problems
        </Tabs.Tab>
      </Tabs.List>
      <Tabs.Panel value="palette">
        <Palette />
      </Tabs.Panel>
      <Tabs.Panel value="outline">
        <Outline />
      </Tabs.Panel>
      <Tabs.Panel value="problems">
        <Problems />
      </Tabs.Panel>
    </Tabs>
  )
}
