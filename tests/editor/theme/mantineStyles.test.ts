import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'

const root = path.resolve(import.meta.dirname, '../../..')
const mantine = path.join(root, 'node_modules/@mantine')

const filesIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => path.join(folder, name))

const components = new Map(
  filesIn(path.join(mantine, 'core/esm/components')).map((file) => [path.basename(file, '.mjs'), file]),
)

/** What the files import by name from Mantine, types aside. */
function namesUsed(files: readonly string[]): string[] {
  return files.flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(/import \{([^}]*)\} from ["']@mantine\/core["']/g)].flatMap(([, list]) =>
      list!
        .split(',')
        .map((name) => name.trim().split(' as ')[0]!)
        .filter((name) => name && !name.startsWith('type ')),
    ),
  )
}

/** Names of the style sheets of everything that the components are made of. */
function sheetsOf(names: readonly string[]): Set<string> {
  const seen = new Set<string>()
  const follow = (file: string) => {
    if (seen.has(file) || !existsSync(file)) return
    seen.add(file)
    for (const [, target] of readFileSync(file, 'utf8').matchAll(/from "(\.[^"]+)"/g))
      follow(path.resolve(path.dirname(file), target!))
  }
  for (const name of names) if (components.has(name)) follow(components.get(name)!)
  return new Set(
    [...seen]
      .filter((file) => file.endsWith('.module.mjs'))
      .map((file) => path.basename(file, '.module.mjs'))
      .filter((name) => existsSync(path.join(mantine, `core/styles/${name}.layer.css`))),
  )
}

const imported = new Set(
  [
    ...readFileSync(path.join(root, 'src/editor/theme/mantineStyles.ts'), 'utf8').matchAll(
      /@mantine\/core\/styles\/(\w+)\.layer\.css/g,
    ),
  ].map(([, name]) => name!),
)

describe('the style sheets of Mantine', () => {
  const used = sheetsOf(
    namesUsed([
      ...filesIn(path.join(root, 'src/editor')).filter((file) => /\.tsx?$/.test(file)),
      ...filesIn(path.join(mantine, 'notifications/esm')).filter((file) => file.endsWith('.mjs')),
      ...filesIn(path.join(mantine, 'spotlight/esm')).filter((file) => file.endsWith('.mjs')),
    ]),
  )

  it('are there for every component that is used', () => {
    expect(used.size).toBeGreaterThan(20)
    expect([...used].filter((name) => !imported.has(name))).toEqual([])
  })

  it('are not there for components that are not used', () => {
    expect([...imported].filter((name) => /^[A-Z]/.test(name) && !used.has(name))).toEqual([])
  })
})
