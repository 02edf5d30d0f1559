/** @file What was done with a table, and what its reader should know of it, in sentences. */
import { superscript } from '../../tensor'
import type { Parts } from '../parting'
import { count, short, type Cells } from './csv'
import type { Encoded, NumberChoices } from './encode'

/** What is noted of the choices. */
interface NotedChoices extends Pick<NumberChoices, 'scaling'> {
  readonly heldOut: number
  readonly target: number | null
}

interface Amount {
  readonly field: { readonly data: ArrayLike<number> }
  readonly unscaled?: Encoded['unscaled']
}

/** A table may have thousands of such columns. */
const MOST_NAMED = 6
const listed = (names: readonly string[]) =>
  names.length > MOST_NAMED + 1
    ? `${names.slice(0, MOST_NAMED).join(', ')} and ${count(names.length - MOST_NAMED)} more`
    : names.join(', ')

/** Six digits: 0.0000012 as 1.2×10⁻⁶. */
function digits(x: number): string {
  const [mantissa, power] = String(Number(x.toPrecision(6))).split('e') as [string, string?]
  return `${mantissa.replace('-', '−')}${power === undefined ? '' : `×10${superscript(power)}`}`
}

/** How to read a prediction: back in the unit that the column has. */
const scaledWords = (name: string, { shift, scale }: NonNullable<Encoded['unscaled']>) =>
  `"${name}" is scaled too: ${name} = ${digits(shift)} + ${digits(scale)} · target.`

const rows = (n: number) => `${count(n)} ${n === 1 ? 'row' : 'rows'}`

/** "4 rows to train on, 2 held out; "price" is to be predicted." */
export function tableSummary({ train, heldOut }: Parts, target: string | null): string {
  const held = heldOut.length ? `${count(heldOut.length)} held out` : 'none held out'
  return `${rows(train.length)} to train on, ${held}${target === null ? '' : `; "${target}" is to be predicted`}.`
}

/**
 * @param encoded the columns that are learnt from.
 * @param amount the numbers that are to be predicted; null where classes are, or nothing.
 */
export function tableNotes(
  cells: Cells,
  { scaling, heldOut, target }: NotedChoices,
  parts: Parts,
  encoded: readonly Encoded[],
  amount: Amount | null,
): string[] {
  const size = parts.train.length + parts.heldOut.length
  const dropped = cells.rows.length - size
  const flat = encoded.filter(({ constant }) => constant).map(({ names }) => `"${short(names[0]!)}"`)
  const goal = amount?.field.data ?? null
  const sameGoal = goal !== null && size > 1 && Array.prototype.every.call(goal, (x) => x === goal[0])
  return [
    ...(dropped
      ? [
          `${rows(dropped)} ${dropped === 1 ? 'has' : 'have'} an empty cell and ${dropped === 1 ? 'is' : 'are'} left out.`,
        ]
      : []),
    ...(scaling === 'standard' ? ['Numbers have mean 0 and deviation 1 over the training rows.'] : []),
    ...(scaling === 'range' ? ['Numbers go from 0 to 1 over the training rows.'] : []),
    ...(amount?.unscaled ? [scaledWords(short(cells.names[target!]!), amount.unscaled)] : []),
    ...(flat.length ? [`The same in each training row, so that nothing can be learnt from it: ${listed(flat)}.`] : []),
    ...(sameGoal
      ? [`"${short(cells.names[target!]!)}" is the same number in each row: there is little to predict.`]
      : []),
    ...(heldOut > 0 && !parts.heldOut.length ? ['Nothing is held out: there are too few rows.'] : []),
  ]
}
