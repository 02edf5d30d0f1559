/** @file Wrong attributes, in words. */
import type { z } from 'zod'

/** One diagnostic for each attribute that its schema refuses. */
export function attributeDiagnostics(
  name: string,
  error: z.ZodError,
): { code: string; message: string; hint: string }[] {
  return error.issues.slice(0, 3).map((issue) => {
    const path = issue.path.join('.') || 'its attributes'
    return {
      code: 'attribute',
      message: `${name}: ${path} is not valid. ${issue.message}${issue.message.endsWith('.') ? '' : '.'}`,
      hint: `Change ${path} in the Attributes tab.`,
    }
  })
}
