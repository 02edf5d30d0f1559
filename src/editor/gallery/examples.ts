/**
 * @file The examples of the gallery: every file of `examples/`, in the order of their names. Names and
 * descriptions are bundled; a document's text is loaded when it is opened, except the first, which is
 * what a first visit shows.
 */

export interface Example {
  /** File name, such as "02-xor.json". */
  readonly file: string
  readonly name: string
  readonly description: string
  /** The file's text: reading and checking it is `readDocument`'s work, as for any other file. */
  readonly load: () => Promise<string>
}

const names = import.meta.glob<string>('../../../examples/*.json', { eager: true, import: 'name' })
const descriptions = import.meta.glob<string>('../../../examples/*.json', { eager: true, import: 'description' })
// `?raw` is another module than the JSON above, so that it stays in a chunk of its own.
const lazy = import.meta.glob<string>(['../../../examples/*.json', '!../../../examples/01-*.json'], {
  query: '?raw',
  import: 'default',
})
const eager = import.meta.glob<string>('../../../examples/01-*.json', { query: '?raw', import: 'default', eager: true })

export const examples: readonly Example[] = Object.keys(names)
  .sort()
  .map((path) => {
    const text = eager[path]
    return {
      file: path.slice(path.lastIndexOf('/') + 1),
      name: names[path]!,
      description: descriptions[path]!,
      load: text === undefined ? lazy[path]! : () => Promise.resolve(text),
    }
  })
