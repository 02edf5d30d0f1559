/** @file `npm run layers`: does every import keep to the table in layers.mjs? */
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { cruise } from 'dependency-cruiser'
import extractTSConfig from 'dependency-cruiser/config-utl/extract-ts-config'
import config from '../.dependency-cruiser.mjs'
import { root } from './house.mjs'

/**
 * Cruises `directory`/src by the rules.
 * @returns how many modules were read, and each violation: rule, from, to.
 */
export async function checkLayers(directory = root) {
  const { forbidden, options } = config
  const { output } = await cruise(
    ['src'],
    { ...options, baseDir: directory, validate: true, ruleSet: { forbidden } },
    undefined,
    { tsConfig: extractTSConfig(path.join(root, options.tsConfig.fileName)) },
  )
  return {
    modules: output.summary.totalCruised,
    violations: output.summary.violations.map(({ rule, from, to, comment }) => ({
      rule: rule.name,
      from,
      to,
      comment,
    })),
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { modules, violations } = await checkLayers()
  const comments = new Map(config.forbidden.map((rule) => [rule.name, rule.comment]))
  for (const { rule, from, to } of violations) console.error(`${from} → ${to}\n  ${rule}: ${comments.get(rule)}`)
  // A checker that reads nothing also finds nothing: that is a failure of its own.
  if (modules === 0) console.error('No modules were read: the checker cannot see src/.')
  if (violations.length || modules === 0) process.exitCode = 1
  else console.log(`${modules} modules, no forbidden import.`)
}
