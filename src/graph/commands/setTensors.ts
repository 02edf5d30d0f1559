import { nodeName } from '../naming'
import { own } from '../own'
import { idSchema, tensorSchema, type GraphDocument, type StoredTensor } from '../schema'
import { tensorProblem } from '../tensorData'
import { missingNode, refuse, transact, type Command, type Refusal, type TransactOptions } from './transact'

type Merging = Pick<TransactOptions, 'mergeKey' | 'mergeMs'>

/** Sets or (with `undefined`) takes out the tensor of one port, "node.port". */
export function setTensor(key: string, tensor: StoredTensor | undefined, merging: Merging = {}): Command {
  return (document) => {
    const [node = '', port = ''] = key.split('.')
    return setTensors({ [key]: tensor }, `Set ${port} of ${nodeName(document, node)}`, merging)(document)
  }
}

/** Sets many tensors as one step: what training found, or data read from a file. */
export function setTensors(
  tensors: Readonly<Record<string, StoredTensor | undefined>>,
  label: string,
  merging: Merging = {},
): Command {
  return (document) => {
    const entries = Object.entries(tensors)
    for (const [key, tensor] of entries) {
      const problem = check(document, key, tensor)
      if (problem) return problem
    }
    return transact(
      document,
      label,
      (draft) => {
        for (const [key, tensor] of entries)
          if (tensor) draft.tensors[key] = tensor
          else if (own(document.tensors, key)) delete draft.tensors[key]
      },
      merging,
    )
  }
}

function check(document: GraphDocument, key: string, tensor: StoredTensor | undefined): Refusal | null {
  const [node = '', port = '', ...rest] = key.split('.')
  const missing = missingNode(document, node)
  if (missing) return missing
  if (rest.length || !idSchema.safeParse(port).success)
    return refuse('bad-port', `"${key.slice(0, 130)}" names no port.`, 'A tensor belongs to a port, written node.port.')
  if (!tensor) return null
  // The list itself is judged once, by tensorProblem: the schema would take it apart number by number.
  const shell = tensorSchema.safeParse(tensor.data ? { ...tensor, data: [] } : tensor)
  const problem = shell.success ? tensorProblem(tensor) : `is not a tensor: ${shell.error.issues[0]!.message}`
  return problem ? refuse('bad-tensor', `${key} ${problem}.`, 'Give as many numbers as the shape asks for.') : null
}
