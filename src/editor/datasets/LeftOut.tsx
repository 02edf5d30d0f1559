/** @file Which columns of a table are not read as numbers, and why: a word among ten thousand numbers is easily missed. */
import type { ColumnKind } from '../../data'
import type { TableLook } from './reader.worker'

const MOST = 4

export function LeftOut({ look, kinds }: { readonly look: TableLook; readonly kinds: readonly ColumnKind[] }) {
  const out = look.columns.flatMap(({ name, why, kind }, i) =>
    why && kinds[i] === kind ? [{ name, why, what: kind === 'ignore' ? 'left out' : 'read as kinds' }] : [],
  )
  if (!out.length) return null
  return (
    <ul className="gw-data-left-out" aria-label="Columns that are no numbers">
      {out.slice(0, MOST).map(({ name, why, what }) => (
        <li key={name}>
          <b>{name}</b> is {what}: {why}.
        </li>
      ))}
      {out.length > MOST && <li>and {(out.length - MOST).toLocaleString('en')} more</li>}
    </ul>
  )
}
