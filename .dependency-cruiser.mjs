/** @file Rules generated from layers.mjs. `import type` counts as an import. */
import { doorsOf, layers, viewPackages } from './layers.mjs'

const names = Object.keys(layers)
const any = (parts) => `(${parts.join('|')})`

const mayImport = names.map((layer) => ({
  name: `layer-${layer}`,
  comment: `src/${layer} may import ${layers[layer].length ? layers[layer].join(', ') : 'no other folder'}: see layers.mjs.`,
  severity: 'error',
  from: { path: `^src/${layer}/` },
  to: { path: '^src/', pathNot: `^src/${any([layer, ...layers[layer]])}/` },
}))

const throughTheDoor = names.map((layer) => ({
  name: `through-the-door-${layer}`,
  comment: `From outside, src/${layer} is imported by ${doorsOf(layer)
    .map((door) => `${door}.ts`)
    .join(' or ')} only.`,
  severity: 'error',
  from: { path: '^src/', pathNot: `^src/${layer}/` },
  to: { path: `^src/${layer}/`, pathNot: `^src/${layer}/${any(doorsOf(layer))}\\.tsx?$` },
}))

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    ...mayImport,
    ...throughTheDoor,
    {
      name: 'no-circular',
      comment: 'Files that import each other in a circle cannot be understood one at a time.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'view-in-editor-only',
      comment: 'React and its components belong to src/editor and the composition root.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(editor/|main\\.tsx$)' },
      to: { path: `(^|/)node_modules/${any(viewPackages)}(/|$)|^${any(viewPackages)}(/|$)` },
    },
    {
      name: 'no-tests-in-src',
      comment: 'The product does not import its tests or scripts.',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: '^(tests|e2e|scripts)/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'default', 'types'] },
  },
}
