/** @file Files that people bring: a folder of pictures, and the way in which the system hands over what is dragged. */
import { encode } from 'fast-png'
import { mkdir, writeFile } from 'node:fs/promises'
import type { EditorPage } from './editorPage'

/** A folder with the folders "dark" and "light". @param pixels of the i-th of them, 8 × 8 greys of one or two bytes. */
export async function writeShades(
  folder: string,
  count: number,
  pixels: (grey: number, i: number) => Uint8Array | Uint16Array,
): Promise<void> {
  for (const [kind, grey] of [
    ['dark', 30],
    ['light', 220],
  ] as const) {
    await mkdir(`${folder}/${kind}`, { recursive: true })
    for (let i = 0; i < count; i++) {
      const data = pixels(grey, i)
      const depth = data instanceof Uint16Array ? 16 : 8
      await writeFile(`${folder}/${kind}/${i}.png`, encode({ width: 8, height: 8, channels: 1, depth, data }))
    }
  }
}

export async function dropFiles({ page }: EditorPage, files: readonly string[], at: { x: number; y: number }) {
  const browser = await page.context().newCDPSession(page)
  const data = { items: [], files: [...files], dragOperationsMask: 1 }
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const)
    await browser.send('Input.dispatchDragEvent', { type, ...at, data })
}
