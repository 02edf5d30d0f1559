/** @file Data that somebody brought: what is kept of them, and a data set like any other made of it. */
import { numel } from '../../tensor'
import { arraySplit, type ArrayField } from '../arraySplit'
import type { DataKind, DataSet, FieldSpec, Setting, Settings } from '../dataSet'
import { symbolData, symbolFields } from '../symbols'

/** What can be said of own data without their numbers. */
export interface OwnInfo {
  /** "own-…": the same file read with the same choices has the same id, so that a document finds it again. */
  readonly id: string
  readonly title: string
  readonly summary: string
  readonly kind: DataKind
  readonly bytes: number
  readonly fields: Readonly<Record<string, FieldSpec>>
  /** Of a text: what its symbols are. */
  readonly symbols?: 'characters' | 'words'
}

export interface Arrays {
  readonly form: 'arrays'
  /** Examples in each field. */
  readonly size: number
  readonly fields: Readonly<Record<string, ArrayField>>
  readonly train: Uint32Array
  readonly heldOut: Uint32Array
}

export interface SymbolRow {
  readonly form: 'symbols'
  readonly names: readonly string[]
  readonly indices: Int32Array
  /** Share of the text, at its end, that is held out. */
  readonly heldOut: number
}

export type Content = Arrays | SymbolRow

export interface PackedData {
  readonly info: OwnInfo
  readonly content: Content
}

export const OWN = 'own-'
export const isOwn = (id: string): boolean => id.startsWith(OWN)

const TEXT_SETTINGS: Readonly<Record<string, Setting>> = {
  length: {
    title: 'Length',
    doc: 'T, how many symbols one example has.',
    fallback: 32,
    min: 1,
    max: 512,
    integer: true,
  },
  stride: {
    title: 'Every',
    doc: 'The next example begins so many symbols later.',
    fallback: 8,
    min: 1,
    max: 512,
    integer: true,
  },
}

/** @param read the content; asked for when the data are used. */
export function ownDataSet(info: OwnInfo, read: () => Promise<Content>): DataSet {
  const { id, title, summary, kind, bytes, fields, symbols } = info
  const fieldsWith = ({ length }: Settings) => symbolFields(Number(length), fields.input!.names!, symbols!)
  return {
    id,
    title,
    summary,
    licence: 'Yours: kept in this browser only',
    kind,
    bytes,
    fields,
    ...(symbols && { settings: TEXT_SETTINGS, fieldsWith }),
    async load(_, settings = { length: 32, stride: 8 }) {
      const content = await read()
      if (content.form === 'symbols')
        return symbolData(content, fieldsWith(settings), Number(settings.stride), content.heldOut)
      const { size, train, heldOut } = content
      return { train: arraySplit(size, content.fields, train), heldOut: arraySplit(size, content.fields, heldOut) }
    },
  }
}

/** "own-house-prices-csv-3f2a9c01": readable, and told apart by what was read and how. */
export function ownId(name: string, fingerprint: number): string {
  const readable = name
    .toLowerCase()
    .normalize('NFKD')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 40)
  return `${OWN}${readable || 'data'}-${(fingerprint >>> 0).toString(16).padStart(8, '0')}`
}

/** FNV-1a over bytes. */
export function fingerprint(bytes: ArrayLike<number>, seed: number): number {
  let h = (2166136261 ^ seed) >>> 0
  for (let i = 0; i < bytes.length; i++) h = Math.imul(h ^ bytes[i]!, 16777619) >>> 0
  return h
}

export function contentBytes(content: Content): number {
  if (content.form === 'symbols') return content.indices.byteLength
  return Object.values(content.fields).reduce((sum, { data }) => sum + data.byteLength, 0)
}

/** What is wrong with data that come from outside of this program (storage, another tab), or null. */
export function packedProblem({ content }: PackedData): string | null {
  if (content.form === 'symbols') return null
  for (const [name, { spec, data }] of Object.entries(content.fields))
    if (data.length !== content.size * numel(spec.shape)) return `its field ${name} is cut off`
  return null
}
