/** @file A sheet of tiles as a picture file. */
import { downloadBlob } from '../actions/files'
import type { Pixels } from './pixels'
import { sheetLayout, type SheetLayout } from './tiles'
import { paintTiles } from './TileSheet'

/** Of each tile, pixels along its longer side: sharp on paper. */
const SIDE = 88

/** @throws Error when the browser cannot make the picture. */
export async function savePng(
  name: string,
  tile: Pick<SheetLayout, 'count' | 'rows' | 'columns'>,
  pixels: (tile: number) => Pixels,
): Promise<void> {
  const layout = sheetLayout(tile, { width: 1e5, height: 1e5, least: 1, most: SIDE })
  const canvas = document.createElement('canvas')
  canvas.width = layout.width
  canvas.height = layout.height
  const context = canvas.getContext('2d')
  if (!context) throw new Error('This browser cannot draw the picture.')
  context.fillStyle = '#ffffff'
  context.fillRect(0, 0, layout.width, layout.height)
  paintTiles(context, layout, pixels)
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'))
  if (!blob) throw new Error('The picture could not be made: it may be too large for this browser.')
  downloadBlob(name, blob)
}
