/** @file Feeding the graph from a data set: a field for each input; or a network of its own for the data. */
import { Button, NativeSelect } from '@mantine/core'
import { useMemo, useState } from 'react'
import { fieldsOf, type DataSet, type FieldSpec, type Settings } from '../../data'
import { ops } from '../../ops'
import { shapeText } from '../../tensor'
import { nodeName } from '../format'
import { useDocument, useServices } from '../state/context'
import { closeData } from '../state/dataDialog'
import { notify } from '../state/notify'
import { AddInputs } from './AddInputs'
import { bindCommands, fits, inputNodes, type InputNode } from './binding'
import { fittingInputs, misfit } from './fitting'
import { StartNetwork } from './StartNetwork'

const NONE = ''
let used = 0

export interface UseSetProps {
  readonly set: DataSet
  readonly settings: Settings
}

export function UseSet({ set, settings }: UseSetProps) {
  const { documents } = useServices()
  const document = useDocument((state) => state.document)
  const [changed, setChanged] = useState<Record<string, string | null>>({})
  const fields = useMemo(() => fieldsOf(set, settings), [set, settings])
  const inputs = inputNodes(document)
  const suggested = useMemo(() => {
    const bound = document.data?.dataset === set.id ? document.data.inputs : {}
    return fittingInputs(document, set, fields, settings, bound, ops)
  }, [document, set, fields, settings])
  const chosen = useMemo(() => ({ ...suggested, ...changed }), [suggested, changed])
  const any = inputs.some(({ node }) => (chosen[node] ?? null) !== null)
  const problem = useMemo(
    () => (any ? misfit(document, set, fields, settings, chosen, ops) : null),
    [any, document, set, fields, settings, chosen],
  )
  const use = () => {
    const key = `use data ${++used}`
    // Each command sees what the one before it did.
    for (const command of bindCommands(document, set, fields, settings, chosen, key))
      if (!documents.run(command).ok) return
    closeData()
    notify({ tone: 'info', key: 'data', message: `The graph is fed by ${set.title}.` })
  }
  if (!inputs.length)
    return (
      <div className="gw-data-use">
        <p className="gw-data-note">This graph has no input yet.</p>
        <div className="gw-data-use-buttons">
          <AddInputs set={set} settings={settings} />
          <StartNetwork set={set} settings={settings} first />
        </div>
      </div>
    )
  return (
    <div className="gw-data-use">
      <h4>Feed the graph</h4>
      <div className="gw-data-inputs">
        {inputs.map((input) => (
          <NativeSelect
            key={input.node}
            size="xs"
            label={`Input ${nodeName(document, input.node)}`}
            description={shapeWords(input, fields[chosen[input.node] ?? NONE])}
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
        ))}
      </div>
      {problem && (
        <p className="gw-data-problem" role="status">
          <b>The open graph does not fit.</b> {problem.message} {problem.hint} Or start a network for it, which fits.
        </p>
      )}
      <div className="gw-data-use-buttons">
        <Button variant={problem ? 'default' : 'value'} disabled={!any || problem !== null} onClick={use}>
          Use it
        </Button>
        <StartNetwork set={set} settings={settings} first={problem !== null} />
      </div>
    </div>
  )
}

const shapeWords = (input: InputNode, field: FieldSpec | undefined): string =>
  field && !fits(input, field)
    ? `Its shape becomes ${shapeText(['N', ...field.shape])}.`
    : `Its shape is ${shapeText(input.shape as string[])}.`
