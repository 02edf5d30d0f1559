/** @file The settings of the data set that feeds the graph, in the inspector. Each change is a change of the document. */
import { setData } from '../../graph'
import { useDocument, useServices } from '../state/context'
import { findSet, useCatalogue } from './catalogue'
import { SettingsFields } from './SettingsFields'

export function DataSettings() {
  const { documents } = useServices()
  const binding = useDocument((state) => state.document.data)
  const catalogue = useCatalogue()
  const settings = binding && findSet(catalogue, binding.dataset)?.settings
  if (!binding || !settings) return null
  return (
    <SettingsFields
      settings={settings}
      values={binding.settings ?? {}}
      onChange={(name, value) =>
        documents.run(
          setData({ ...binding, settings: { ...binding.settings, [name]: value } }, { mergeKey: `data ${name}` }),
        )
      }
    />
  )
}
