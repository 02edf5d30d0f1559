/**
 * @file The exercises of the gallery: every file of `examples/exercises/`, from easy to hard by their names. Part of the
 * gallery's own chunk; a document's text is loaded when it is drawn or opened.
 */
import type { Example } from './examples'

const names = import.meta.glob<string>('../../../examples/exercises/*.json', { eager: true, import: 'name' })
const descriptions = import.meta.glob<string>('../../../examples/exercises/*.json', {
  eager: true,
  import: 'description',
})
const lazy = import.meta.glob<string>('../../../examples/exercises/*.json', { query: '?raw', import: 'default' })

export const exercises: readonly Example[] = Object.keys(names)
  .sort()
  .map((path) => ({
    file: path.slice(path.lastIndexOf('/') + 1),
    name: names[path]!,
    description: descriptions[path]!,
    load: lazy[path]!,
  }))
