/** @file Flags of the scripts: `--port 4173`, `--port=4173`, `--no-open`. */
import { fail } from './house.mjs'

const readers = {
  flag: () => true,
  text: (value) => value,
  port: (value) => (/^\d{1,5}$/.test(value) && Number(value) <= 65535 ? Number(value) : undefined),
}

/**
 * @param known the kind of each flag by its name: "flag", "text" or "port".
 * Ends the process with exit code 2 and the usage when a flag is unknown or its value is not of its kind.
 */
export function readFlags(args, known, usage) {
  const found = {}
  const rest = [...args]
  while (rest.length) {
    const [name, inline] = rest.shift().split(/=(.*)/s)
    const key = name.replace(/^--/, '')
    if (name === '--help') fail(`Usage: ${usage}`, 0)
    if (!name.startsWith('--') || !Object.hasOwn(known, key)) fail(`"${name}" is not known here.\nUsage: ${usage}`, 2)
    const value = known[key] === 'flag' ? readers.flag() : readers[known[key]](inline ?? rest.shift() ?? '')
    if (value === undefined || value === '')
      fail(`--${key} needs a value${known[key] === 'port' ? ' from 0 to 65535' : ''}.\nUsage: ${usage}`, 2)
    found[key] = value
  }
  return found
}
