/** @file `gradwire check`: shapes and diagnostics. */
import { check } from '../../check'
import type { GraphDocument } from '../../graph'
import { ops } from '../../ops'
import { shapeText } from '../../tensor'
import type { Answer } from '../answer'

export function checkCommand(document: GraphDocument): Answer {
  const { ok, diagnostics, shapes } = check(document, ops)
  const lines = diagnostics.map((d) => `${d.severity}: ${d.message}\n  ${d.hint}`)
  return {
    ok,
    json: {
      ok,
      diagnostics: diagnostics.map(({ severity, code, node, port, message, hint }) => ({
        severity,
        code,
        node: node ?? null,
        port: port ?? null,
        message,
        hint,
      })),
      shapes,
    },
    words: [
      ...lines,
      ...Object.entries(shapes).map(([key, shape]) => `${key}  ${shapeText(shape)}`),
      ok ? 'No errors.' : '',
    ]
      .filter(Boolean)
      .join('\n'),
  }
}
