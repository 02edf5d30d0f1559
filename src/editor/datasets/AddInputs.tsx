/** @file A graph without inputs gets one for each field of a data set, fed by it. */
import { Button } from '@mantine/core'
import { fieldsOf, type DataSet, type Settings } from '../../data'
import { addNode } from '../../graph'
import { useServices } from '../state/context'
import { closeData } from '../state/dataDialog'
import { bindCommands } from './binding'

/** Between two inputs, in flow pixels. */
const STEP = 150
let added = 0

export function AddInputs({ set, settings }: { readonly set: DataSet; readonly settings: Settings }) {
  const { documents } = useServices()
  const add = () => {
    const fields = fieldsOf(set, settings)
    const inputs: Record<string, string> = {}
    for (const [i, [name, { shape, dtype }]] of Object.entries(fields).entries()) {
      const made = documents.run(
        addNode({
          op: 'input',
          letter: 'x',
          label: name,
          attrs: { shape: ['N', ...shape], ...(dtype === 'int64' && { dtype }) },
          position: { x: 0, y: i * STEP },
        }),
      )
      const [id] = made.ok ? (made.created ?? []) : []
      if (id !== undefined) inputs[id] = name
    }
    const { document } = documents.getState()
    for (const command of bindCommands(document, set, fields, settings, inputs, `add inputs ${++added}`))
      documents.run(command)
    closeData()
  }
  return <Button onClick={add}>Add an input for each field</Button>
}
