export const DEFAULT_PORT: number
export const HEADERS: Readonly<Record<string, string>>

export interface ServeOptions {
  readonly directory?: string
  readonly port?: number
  readonly host?: string
  readonly search?: boolean
}

export function serve(options?: ServeOptions): Promise<{ url: string; close(): Promise<void> }>
