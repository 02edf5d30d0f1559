/**
 * @file A build step for the page's own bundle: op files without their numbers. The page draws, checks and explains; the
 * worker computes. So of each `*.op.ts` the page gets everything but the forward rule, the bodies of the backward rules
 * (which inputs have one is kept), the cost model's part and the worked examples: a third of every file. And it begins
 * with the ops of the first example alone; the others are a file of their own, loaded beside the first picture.
 */
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { root } from './house.mjs'

/** Properties of an op's record that only the engine and the tests read. */
const ENGINE_ONLY = new Set(['forward', 'examples', 'dependence'])

const nameOf = ({ key }) => (key?.type === 'Identifier' ? key.name : key?.value)

/**
 * What to write instead of a property's value, as [start, end, text].
 * @param {object} property of the record, an ESTree node with `start` and `end`
 */
function* replacements(property) {
  const name = nameOf(property)
  const { value } = property
  if (ENGINE_ONLY.has(name)) yield [value.start, value.end, name === 'examples' ? '[]' : 'undefined']
  else if (name === 'backward' && value.type === 'ObjectExpression')
    for (const rule of value.properties)
      if (rule.type === 'Property' && !(rule.value.type === 'Literal' && rule.value.value === null))
        yield rule.method || rule.shorthand
          ? [rule.start, rule.end, `${nameOf(rule)}: true`]
          : [rule.value.start, rule.value.end, 'true']
}

/** The record of an op file without its engine-only parts; null when the file has no record to be found. */
export function withoutNumbers(code, program) {
  const exported = program.body.find(({ type }) => type === 'ExportDefaultDeclaration')?.declaration
  const record =
    exported?.type === 'CallExpression' && exported.arguments.find(({ type }) => type === 'ObjectExpression')
  if (!record) return null
  const edits = record.properties.flatMap((property) =>
    property.type !== 'Property'
      ? []
      : property.method && ENGINE_ONLY.has(nameOf(property))
        ? [[property.start, property.end, `${nameOf(property)}: undefined`]]
        : [...replacements(property)],
  )
  return edits
    .sort(([a], [b]) => b - a)
    .reduce((text, [start, end, instead]) => text.slice(0, start) + instead + text.slice(end), code)
}

const OPS = path.join(root, 'src', 'ops')
const FIRST_EXAMPLE = path.join(root, 'examples', '01-lecture.json')
const OTHERS = '\0gradwire:other-ops'

const importsOf = (ids) => ids.map((id, i) => `import op${i} from ${JSON.stringify(path.join(OPS, `${id}.op.ts`))}\n`)
const listOf = (ids) => `[${ids.map((_, i) => `op${i}`).join(', ')}]`

/** The registry of the page: what the first example needs, and a way to the others. */
function registry(ids) {
  return `${importsOf(ids).join('')}
const byId = (a, b) => a.id.localeCompare(b.id)
export const ops = new Map(${listOf(ids)}.sort(byId).map((op) => [op.id, op]))
let others
export const loadOps = () =>
  (others ??= import('gradwire:other-ops').then((module) => {
    const all = [...ops.values(), ...module.default].sort(byId)
    ops.clear()
    for (const op of all) ops.set(op.id, op)
  }))
`
}

/** @returns {import('vite').Plugin} */
export function pageOps() {
  const all = readdirSync(OPS)
    .filter((name) => name.endsWith('.op.ts'))
    .map((name) => name.slice(0, -'.op.ts'.length))
  const example = JSON.parse(readFileSync(FIRST_EXAMPLE, 'utf8'))
  const first = [...new Set(Object.values(example.nodes).map(({ op }) => op))]
  const others = all.filter((id) => !first.includes(id))
  return {
    name: 'gradwire:page-ops',
    apply: 'build',
    resolveId: { filter: { id: /^gradwire:other-ops$/ }, handler: () => OTHERS },
    load: {
      filter: { id: [/\/src\/ops\/registry\.ts$/, new RegExp(OTHERS)] },
      handler: (id) =>
        id === OTHERS
          ? `${importsOf(others).join('')}export default ${listOf(others)}\n`
          : { code: registry(first), moduleType: 'js' },
    },
    transform: {
      filter: { id: /\/src\/ops\/\w+\.op\.ts$/ },
      handler(code) {
        const stripped = withoutNumbers(code, this.parse(code))
        if (stripped === null) this.error('An op file exports by default a call with the record of the op.')
        return { code: stripped, map: null }
      },
    },
  }
}
