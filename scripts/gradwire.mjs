/**
 * @file `npm run -s gradwire -- <command>`: the command line, installed and built first where needed.
 * Only what the command itself prints reaches stdout; its exit code is passed on.
 */
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { ensureBuilt, ensureInstalled, root } from './house.mjs'

await ensureInstalled({ quiet: true })
await ensureBuilt(['cli'], { quiet: true })

// npm starts scripts in the project's folder; file names are meant from where the user stands.
if (process.env.npm_lifecycle_event === 'gradwire' && process.env.INIT_CWD) process.chdir(process.env.INIT_CWD)

const program = path.join(root, 'dist', 'cli', 'gradwire.js')
process.argv = [process.execPath, program, ...process.argv.slice(2)]
await import(pathToFileURL(program).href)
