/** @file Shipped tables: read as anybody's table is, standardised by the training rows. */
import { DataError, type AssetSource, type FieldSpec, type LoadedData } from './dataSet'
import { arraySplit } from './arraySplit'

/** A quarter of the rows is held out, of each class alike. */
const HELD_OUT = 0.25

/** The fields of a table of classes; the reader finds the same ones in the file, and a test compares them. */
export function tableFields(columns: readonly string[], what: string, names: readonly string[]) {
  const features: FieldSpec = {
    doc: 'One row of the table, standardised: mean 0 and deviation 1 over the training rows.',
    shape: [columns.length],
    dtype: 'float32',
    columns,
  }
  const label: FieldSpec = { doc: `${what}, as an index.`, shape: [], dtype: 'int64', classes: names.length, names }
  const target: FieldSpec = { doc: `0 for ${names[0]}, 1 for ${names[1]}.`, shape: [1], dtype: 'float32' }
  return { features, label, ...(names.length === 2 && { target }) }
}

/** The class stands in the last column. */
export async function loadTable(
  source: AssetSource,
  file: string,
  fields: Readonly<Record<string, FieldSpec>>,
): Promise<LoadedData> {
  const [{ readCells, readText, tableData }, bytes] = await Promise.all([import('./own'), source(file)])
  const cells = readCells(readText(bytes, file).text, file, { delimiter: ',', header: true })
  const last = cells.names.length - 1
  const { size, train, heldOut, ...table } = tableData(cells, {
    kinds: cells.names.map((_, i) => (i === last ? 'category' : 'number')),
    target: last,
    decimalComma: false,
    missing: 'refuse',
    heldOut: HELD_OUT,
    seed: 0,
    scaling: 'standard',
  })
  const shown = Object.fromEntries(
    Object.entries(fields).map(([name, spec]) => {
      const read = table.fields[name]
      const as = (field: FieldSpec) => JSON.stringify([field.shape, field.dtype, field.names])
      if (!read || as(read.spec) !== as(spec))
        throw new DataError(
          'bad-file',
          `${file} is another table than Gradwire ships.`,
          'Reinstall Gradwire, or bring the table as your own in Data.',
        )
      return [name, { spec, data: read.data }]
    }),
  )
  return { train: arraySplit(size, shown, train), heldOut: arraySplit(size, shown, heldOut) }
}
