/** @file How the letters of a file were read, and the choice of another way. */
import { NativeSelect } from '@mantine/core'
import { ENCODINGS, encodingName, type Encoding } from '../../data'
import type { Decoding } from './reader.worker'

const CHOICES = Object.entries(ENCODINGS).map(([value, label]) => ({ value, label }))

export interface EncodingFieldProps {
  readonly value: Encoding
  readonly onChange: (encoding: Encoding) => void
}

export function EncodingField({ value, onChange }: EncodingFieldProps) {
  return (
    <NativeSelect
      size="xs"
      className="gw-bring-encoding"
      label="Encoding"
      title="How the letters of the file are written as bytes"
      data={CHOICES}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value as Encoding)}
    />
  )
}

/** Nothing in the file told how to read it: said where letters may be wrong. */
export function GuessNote({ decoding }: { readonly decoding: Decoding | undefined }) {
  if (!decoding?.guessed) return null
  return (
    <p className="gw-data-note">
      It is not UTF-8, so it was read as {encodingName(decoding.encoding)}. Where letters are wrong, choose another
      encoding.
    </p>
  )
}
