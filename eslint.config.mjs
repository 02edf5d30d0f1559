import { createTypeScriptImportResolver } from 'eslint-import-resolver-typescript'
import importX from 'eslint-plugin-import-x'
import reactHooks from 'eslint-plugin-react-hooks'
import tseslint from 'typescript-eslint'
import { doorsOf, layers } from './layers.mjs'

const names = Object.keys(layers)

/** The same table as the layer check, as a red line in the editor while one types. */
const zones = names.flatMap((layer) => {
  const allowed = layers[layer]
  const reach = allowed.length ? allowed.join(', ') : 'no other folder'
  return [
    {
      target: `./src/${layer}`,
      from: './src',
      except: [layer, ...allowed].map((name) => `./${name}`),
      message: `src/${layer} may import ${reach} (layers.mjs).`,
    },
    {
      target: names.filter((name) => name !== layer).map((name) => `./src/${name}`),
      from: `./src/${layer}`,
      except: doorsOf(layer).map((door) => `./${door}.ts`),
      message: `Import src/${layer} by ${doorsOf(layer)
        .map((door) => `${door}.ts`)
        .join(' or ')}.`,
    },
  ]
})

const ambient = 'Time and randomness are arguments here: take a Random or a time from the caller.'

export default tseslint.config(
  { ignores: ['dist/', 'node_modules/', 'coverage/', 'test-results/', 'mutation-results/', 'playwright-report/'] },
  // Another language, what is made of it, and the types of one tsconfig alone.
  { ignores: ['src/tensor/wasm/assembly/', 'src/tensor/wasm/binaries.ts', 'src/tensor/wasm/webassembly.d.ts'] },
  ...tseslint.configs.recommended,
  {
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      'max-lines': ['error', { max: 500 }],
      'no-eval': 'error',
      'no-implied-eval': 'error',
      'no-new-func': 'error',
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-var': 'error',
      'prefer-const': ['error', { destructuring: 'all' }],
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true },
      ],
      '@typescript-eslint/no-unused-expressions': ['error', { allowShortCircuit: true, allowTernary: true }],
    },
  },
  {
    files: ['src/**/*.{ts,tsx}', 'e2e/**/*.ts', 'tests/**/*.{ts,tsx}'],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      // `import('x')` as a type names a module that is loaded later, without loading it now.
      '@typescript-eslint/consistent-type-imports': [
        'error',
        { fixStyle: 'inline-type-imports', disallowTypeAnnotations: false },
      ],
      // A promise that nobody waits for loses its error.
      '@typescript-eslint/no-floating-promises': 'error',
    },
  },
  {
    files: ['src/**/*.{ts,tsx}'],
    plugins: { 'import-x': importX, 'react-hooks': reactHooks },
    settings: { 'import-x/resolver-next': [createTypeScriptImportResolver()] },
    rules: {
      'import-x/no-restricted-paths': ['error', { basePath: import.meta.dirname, zones }],
      'react-hooks/rules-of-hooks': 'error',
      'react-hooks/exhaustive-deps': 'error',
      'no-console': 'error',
      'no-restricted-properties': [
        'error',
        { property: 'innerHTML', message: 'Build elements, or set textContent.' },
        { property: 'outerHTML', message: 'Build elements, or set textContent.' },
        { property: 'insertAdjacentHTML', message: 'Build elements, or set textContent.' },
      ],
      'no-restricted-syntax': [
        'error',
        {
          selector: "JSXAttribute[name.name='dangerouslySetInnerHTML']",
          message: 'Build elements; KaTeX renders into an element by ref.',
        },
        { selector: "MemberExpression[object.name='Math'][property.name='random']", message: ambient },
        { selector: "MemberExpression[object.name='Date'][property.name='now']", message: ambient },
      ],
    },
  },
  {
    // The generator itself, and the composition root, which hands out the time.
    files: ['src/tensor/random.ts', 'src/main.tsx'],
    rules: {
      'no-restricted-syntax': [
        'error',
        {
          selector: "JSXAttribute[name.name='dangerouslySetInnerHTML']",
          message: 'Build elements; KaTeX renders into an element by ref.',
        },
      ],
    },
  },
  {
    // Where the types of ops are erased on purpose: what is outside sees `Op`.
    files: ['src/ops/defineOp.ts', 'src/ops/op.ts', 'src/ops/composite.ts', 'src/ops/dependence.ts'],
    rules: { '@typescript-eslint/no-explicit-any': 'off' },
  },
  {
    files: ['src/cli/**/*.ts'],
    rules: { 'no-console': 'off' },
  },
)
