export { NumberField, type NumberFieldProps } from './NumberField'
export { numberText, parseNumber, type Parsed } from './parseNumber'
