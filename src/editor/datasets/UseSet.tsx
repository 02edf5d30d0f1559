/** @file Feeding the graph from a data set: a field for each input. */
import { Button, NativeSelect } from '@mantine/core'
import { useState } from 'react'
import { fieldsOf, type DataSet, type Settings } from '../../data'
import { addNode } from '../../graph'
import { shapeText } from '../../tensor'
import { nodeName } from '../format'
import { useDocument, useServices } from '../state/context'
import { closeData } from '../state/dataDialog'
import { notify } from '../state/notify'
import { bindCommands, fits, inputNodes, suggestInputs } from './binding'

const NONE = ''
let used = 0

export function UseSet({ set, settings }: { readonly set: DataSet; readonly settings: Settings }) {
  const { documents } = useServices()
  const document = useDocument((state) => state.document)
  const [changed, setChanged] = useState<Record<string, string | null>>({})
  const fields = fieldsOf(set, settings)
  const inputs = inputNodes(document)
  const bound = document.data?.dataset === set.id ? document.data.inputs : {}
  const chosen = { ...suggestInputs(document, fields, bound), ...changed }
  const any = inputs.some(({ node }) => (chosen[node] ?? null) !== null)
  const use = () => {
    const key = `use data ${++used}`
    const reshaped = inputs.filter((input) => {
      const field = fields[chosen[input.node] ?? NONE]
      return field && !fits(input, field)
    })
    // Each command sees what the one before it did.
    for (const command of bindCommands(document, set, fields, settings, chosen, key))
      if (!documents.run(command).ok) return
    closeData()
    const fed = `The graph is fed by ${set.title}.`
    if (!reshaped.length) return notify({ tone: 'info', key: 'data', message: fed })
    const names = reshaped.map(({ node }) => nodeName(document, node)).join(' and ')
    notify({
      tone: 'warning',
      key: 'data',
      message: `${fed} ${names} ${reshaped.length === 1 ? 'has another shape' : 'have other shapes'} now: what no longer fits is marked red and listed under Problems. Undo takes it back.`,
    })
  }
  if (!inputs.length) return <AddInputs set={set} settings={settings} />
  return (
    <div className="gw-data-use">
      <h4>Feed the graph</h4>
      <div className="gw-data-inputs">
        {inputs.map((input) => {
          const field = fields[chosen[input.node] ?? NONE]
          return (
            <NativeSelect
              key={input.node}
              size="xs"
              label={`Input ${nodeName(document, input.node)}`}
              description={
                field && !fits(input, field)
                  ? `Its shape becomes ${shapeText(['N', ...field.shape])}.`
                  : `Its shape is ${shapeText(input.shape as string[])}.`
              }
              value={chosen[input.node] ?? NONE}
              data={[
                { value: NONE, label: 'not from these data' },
                ...Object.entries(fields).map(([name, { shape }]) => ({
                  value: name,
                  label: `${name} ${shapeText(['N', ...shape])}`,
                })),
              ]}
              onChange={(event) => setChanged({ ...changed, [input.node]: event.currentTarget.value || null })}
            />
          )
        })}
      </div>
      <Button variant="value" disabled={!any} onClick={use}>
        Use it
      </Button>
    </div>
  )
}

const STEP = 150

/** A graph without inputs gets one for each field that is chosen for it. */
function AddInputs({ set, settings }: { readonly set: DataSet; readonly settings: Settings }) {
  const { documents } = useServices()
  const fields = Object.entries(fieldsOf(set, settings))
  const add = () => {
    const inputs: Record<string, string> = {}
    fields.forEach(([name, { shape, dtype }], i) => {
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
    })
    const { document } = documents.getState()
    for (const command of bindCommands(
      document,
      set,
      Object.fromEntries(fields),
      settings,
      inputs,
      `use data ${++used}`,
    ))
      documents.run(command)
    closeData()
  }
  return (
    <div className="gw-data-use">
      <p className="gw-data-note">This graph has no input yet.</p>
      <Button variant="value" onClick={add}>
        Add an input for each field
      </Button>
    </div>
  )
}
