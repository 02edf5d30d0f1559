/** @file Some fields of the plane: who does not show how the surface is turned is not drawn again while it turns. */
import { useStore } from 'zustand'
import { useShallow } from 'zustand/react/shallow'
import { planeStore, type PlaneState } from './planeStore'

export function usePlane<K extends keyof PlaneState>(...fields: readonly K[]): Pick<PlaneState, K> {
  return useStore(
    planeStore,
    useShallow((state) => Object.fromEntries(fields.map((field) => [field, state[field]])) as Pick<PlaneState, K>),
  )
}
