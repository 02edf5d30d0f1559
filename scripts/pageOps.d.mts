import type { Plugin } from 'vite'

/** Reads the ESTree program of `code`, with `start` and `end` on its nodes. */
export function withoutNumbers(code: string, program: unknown): string | null

export function pageOps(): Plugin
