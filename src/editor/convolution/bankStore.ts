/** @file The settings of the Gabor banks that were looked at, by node. View state: the document keeps the kernels only. */
import { createStore } from 'zustand/vanilla'
import { decodeTensor, own, type GraphDocument } from '../../graph'
import { GABOR_BANK, gaborWeight, type GaborBank, type Shape } from '../../tensor'

export const banks = createStore<Readonly<Record<string, GaborBank>>>(() => ({}))

/** A bank that suits kernels of this shape: up to eight orientations, waves that fit, as many sizes as there is room for. */
export function usualBank([outputs, , height, width]: Shape): GaborBank {
  const side = Math.min(height!, width!)
  const orientations = Math.max(1, outputs! > 8 && outputs! % 8 === 0 ? 8 : Math.min(4, outputs!))
  return {
    ...GABOR_BANK,
    orientations,
    scales: Math.max(1, Math.min(4, Math.ceil(outputs! / orientations))),
    wavelength: Math.max(3, Math.round(side * 5) / 10),
    sigma: Math.max(1, Math.round(side * 2) / 10),
  }
}

/** Whether the document holds just this bank. */
export function isBank(document: GraphDocument, key: string, shape: Shape, bank: GaborBank): boolean {
  const stored = own(document.tensors, key)
  if (!stored || stored.shape.join() !== shape.join()) return false
  const { data } = decodeTensor(stored)
  return gaborWeight(shape, bank).data.every((value, i) => Math.abs(value - data[i]!) < 1e-6)
}
