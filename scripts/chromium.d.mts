export function findChromium(): string | null
export function ensureChromium(): Promise<string>
export function launchOptions(): { executablePath?: string; args: string[] }
