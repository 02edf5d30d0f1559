/** @file The panel on the right: Explain · Tensor · Attributes. */
import { Tabs } from '@mantine/core'
import { useServices, useView } from '../state/context'
import type { InspectorTab } from '../state/viewStore'
import { AttributesTab } from './AttributesTab'
import { ExplainTab } from './ExplainTab'
import './inspector.css'
import { TensorTab } from './TensorTab'

const TABS: readonly { readonly id: InspectorTab; readonly label: string; readonly Body: () => React.ReactNode }[] = [
  { id: 'explain', label: 'Explain', Body: ExplainTab },
  { id: 'tensor', label: 'Tensor', Body: TensorTab },
  { id: 'attributes', label: 'Attributes', Body: AttributesTab },
]

export function Inspector() {
  const { view } = useServices()
  const tab = useView((state) => state.inspectorTab)
  return (
    <Tabs
      className="gw-inspector"
      value={tab}
      onChange={(value) => value && view.setState({ inspectorTab: value as InspectorTab })}
      keepMounted={false}
    >
      <Tabs.List aria-label="Inspector">
        {TABS.map(({ id, label }) => (
          <Tabs.Tab key={id} value={id}>
            {label}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      {TABS.map(({ id, Body }) => (
        <Tabs.Panel key={id} value={id} className="gw-inspector-body" tabIndex={-1}>
          <Body />
        </Tabs.Panel>
      ))}
    </Tabs>
  )
}
