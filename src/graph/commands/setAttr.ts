import { z } from 'zod'
import { nodeName } from '../naming'
import { FORBIDDEN_KEYS, type GraphNode } from '../schema'
import { missingNode, refuse, transact, type Command, type TransactOptions } from './transact'

export type AttrValue = NonNullable<GraphNode['attrs']>[string]

const valueSchema = z.json()

/** Sets one attribute; `undefined` takes it out, so that the op's default counts again. */
export function setAttr(
  node: string,
  name: string,
  value: AttrValue | undefined,
  { mergeKey }: Pick<TransactOptions, 'mergeKey'> = {},
): Command {
  return (document) => {
    const missing = missingNode(document, node)
    if (missing) return missing
    if (!name || name.length > 64 || FORBIDDEN_KEYS.has(name))
      return refuse('bad-attribute', `"${name.slice(0, 64)}" cannot be the name of an attribute.`)
    if (value !== undefined && !valueSchema.safeParse(value).success)
      return refuse(
        'bad-attribute',
        `This value cannot be stored in ${name}.`,
        'Use a finite number, text, true, false or a list of these.',
      )
    return transact(
      document,
      `Set ${name} of ${nodeName(document, node)}`,
      (draft) => {
        const target = draft.nodes[node]!
        if (value !== undefined) (target.attrs ??= {})[name] = value
        else if (target.attrs) {
          delete target.attrs[name]
          if (!Object.keys(target.attrs).length) delete target.attrs
        }
      },
      { mergeKey },
    )
  }
}
