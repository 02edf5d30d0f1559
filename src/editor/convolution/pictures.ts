/** @file The pictures that were put into inputs, at their own size: another size is cut from them again. View state. */
import { createStore } from 'zustand/vanilla'
import type { StoredTensor } from '../../graph'

export interface Picture {
  /** Which of the photographs that come with the app; null: a file. */
  readonly photo: string | null
  readonly bitmap: ImageBitmap
  /** What the input got of it. */
  readonly tensor: StoredTensor
}

interface Pictures {
  /** Of which document: `opened` of the document store. */
  readonly of: number
  readonly byNode: Readonly<Record<string, Picture>>
}

export const pictures = createStore<Pictures>(() => ({ of: -1, byNode: {} }))

/** Those of a document that was open before go. */
export function keepPicture(opened: number, node: string, picture: Picture): void {
  const { of, byNode } = pictures.getState()
  pictures.setState({ of: opened, byNode: { ...(of === opened && byNode), [node]: picture } })
}

/** Whether an input still holds what it got: an undo may have brought another image back. */
export function holds(stored: StoredTensor | undefined, { tensor }: Picture): boolean {
  return (
    stored?.shape.join() === tensor.shape.join() &&
    stored.base64 === tensor.base64 &&
    (stored.data === tensor.data || stored.data?.join() === tensor.data?.join())
  )
}
