/** @file Reading what somebody brings: tables, texts, pictures. Loaded when it is needed. */
export { readText } from './reading'
export { DELIMITERS, readCells, type Cells, type CsvChoices, type Delimiter } from './csv'
export { guessColumns, guessDecimalComma, guessTarget, type ColumnGuess, type ColumnKind } from './columns'
export { packTable, tableData, type TableChoices } from './table'
export { packText, type TextChoices } from './text'
export { isLitter, packImages, type DecodeImage, type ImageChoices, type ImageFile } from './images'
export { middleSquare } from './resize'
export type { PackedData } from './packed'
