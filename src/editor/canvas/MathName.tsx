import { mathName } from './nodeWords'

/** A node's name as it is written in formulas. */
export function MathName({ label }: { readonly label: string }) {
  const { body, index, italic } = mathName(label)
  return (
    <span className="gw-name" data-italic={italic || undefined}>
      {body}
      {index && <sub>{index}</sub>}
    </span>
  )
}
