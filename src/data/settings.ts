/** @file Settings of data sets: what a document says, completed by what a setting is when nothing is said. */
import { DataError, type DataSet, type FieldSpec, type Setting, type Settings, type SettingValue } from './dataSet'

const count = (x: number) => x.toLocaleString('en')

/** Why a setting cannot have this value, as a sentence; null when it can. */
export function settingProblem(setting: Setting, value: unknown): string | null {
  const { title, fallback, options, min = -Infinity, max = Infinity, integer } = setting
  if (options && !Object.hasOwn(options, String(value)))
    return `"${title}" can be ${Object.keys(options).join(', ')}; it is ${JSON.stringify(value)}.`
  if (typeof value !== typeof fallback)
    return `"${title}" has to be a ${typeof fallback}, such as ${JSON.stringify(fallback)}; it is ${JSON.stringify(value)}.`
  if (typeof value !== 'number') return null
  if (!Number.isFinite(value) || value < min || value > max)
    return `"${title}" goes from ${count(min)} to ${count(max)}; it is ${value}.`
  return integer && !Number.isInteger(value) ? `"${title}" has to be a whole number; it is ${value}.` : null
}

/**
 * Every setting of the data set, in its own order.
 * @throws DataError when one is not known to it, or has a value that it cannot have.
 */
export function completeSettings(dataSet: DataSet, given: Settings = {}): Settings {
  const settings = dataSet.settings ?? {}
  const names = Object.keys(settings)
  for (const name of Object.keys(given))
    if (!Object.hasOwn(settings, name))
      throw new DataError(
        'bad-setting',
        `${dataSet.title} has no setting "${name}".`,
        names.length ? `It has: ${names.join(', ')}.` : 'It has none; take the setting out of the file.',
      )
  const entries = Object.entries(settings).map(([name, setting]): [string, SettingValue] => {
    if (!Object.hasOwn(given, name)) return [name, setting.fallback]
    const problem = settingProblem(setting, given[name])
    if (problem) throw new DataError('bad-setting', `${dataSet.title}: ${problem}`, 'Change it in Data.')
    return [name, given[name]!]
  })
  return Object.fromEntries(entries)
}

/** The fields with these settings; with settings that cannot be, the fields as they come. */
export function fieldsOf(dataSet: DataSet, given?: Settings): Readonly<Record<string, FieldSpec>> {
  if (!given || !dataSet.fieldsWith) return dataSet.fields
  try {
    return dataSet.fieldsWith(completeSettings(dataSet, given))
  } catch {
    return dataSet.fields
  }
}
