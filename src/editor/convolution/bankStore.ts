/**
 * @file The settings of Gabor banks. The document keeps the kernels only; which settings they came from is remembered by
 * the kernels themselves, in this browser. So sliders follow an undo, and are there again after a reload or in a file that
 * is opened again.
 */
import { createStore } from 'zustand/vanilla'
import { decodeTensor, type StoredTensor } from '../../graph'
import { GABOR_BANK, gaborWeight, type GaborBank, type Shape } from '../../tensor'
import { safeStorage } from '../shell/safeStorage'

/** What was set last where the kernels are no bank, by document and node. View state. */
export const drafts = createStore<Readonly<Record<string, GaborBank>>>(() => ({}))

const KEY = 'gradwire.gaborBanks'
/** Banks that outlive the page. */
const MOST = 100
/** As the history has it: settings that follow each other faster are one gesture, of which the last counts. */
const GESTURE_MS = 600

type Entry = readonly [kernels: string, bank: GaborBank]

let known: Map<string, GaborBank> | null = null
let kept: Entry[] = []
let gesture = { of: '', at: -Infinity }

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

/** The bank that kernels are; null: none that was set in this browser, nor the usual one. */
export function bankNow(kernels: StoredTensor, shape: Shape): GaborBank | null {
  if (kernels.shape.join() !== shape.join()) return null
  const usual = usualBank(shape)
  return banksKnown().get(fingerprint(kernels)) ?? (isBank(kernels, shape, usual) ? usual : null)
}

/**
 * Keeps in mind that these kernels are this bank.
 * @param of whose kernels they are: settings of one and the same that follow each other fast are one gesture.
 * @param timeMs of any steady clock.
 */
export function rememberBank(kernels: StoredTensor, bank: GaborBank, of: string, timeMs: number): void {
  const print = fingerprint(kernels)
  const all = banksKnown()
  all.set(print, bank)
  if (of === gesture.of && timeMs - gesture.at <= GESTURE_MS) kept.pop()
  gesture = { of, at: timeMs }
  kept = [...kept.filter(([other]) => other !== print), [print, bank] as const].slice(-MOST)
  safeStorage.setItem(KEY, JSON.stringify(kept))
}

/** As after opening the page anew. */
export function forgetBanks(): void {
  known = null
  gesture = { of: '', at: -Infinity }
}

function banksKnown(): Map<string, GaborBank> {
  if (known) return known
  kept = entriesOf(JSON.parse(safeStorage.getItem(KEY) ?? '[]'))
  known = new Map(kept)
  return known
}

/** What an older version or another program wrote there counts as nothing. */
function entriesOf(stored: unknown): Entry[] {
  if (!Array.isArray(stored)) return []
  return stored.filter((entry): entry is Entry => Array.isArray(entry) && isPrint(entry[0]) && isSettings(entry[1]))
}

const isPrint = (value: unknown): boolean => typeof value === 'string'

function isSettings(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false
  const found = value as Readonly<Record<string, unknown>>
  return Object.entries(GABOR_BANK).every(([name, usual]) =>
    typeof usual === 'number' ? Number.isFinite(found[name]) : typeof found[name] === typeof usual,
  )
}

function isBank(kernels: StoredTensor, shape: Shape, bank: GaborBank): boolean {
  const { data } = decodeTensor(kernels)
  return gaborWeight(shape, bank).data.every((value, i) => Math.abs(value - data[i]!) < 1e-6)
}

/** Of shape and numbers in single precision, however they are written down. FNV-1a, two lanes. */
function fingerprint(kernels: StoredTensor): string {
  const words = new Uint32Array(Float32Array.from(decodeTensor(kernels).data).buffer)
  let [a, b] = [0x811c9dc5, 0x9e3779b9]
  for (const word of words) {
    a = Math.imul(a ^ word, 0x01000193)
    a ^= a >>> 15
    b = Math.imul(b ^ word ^ a, 0x85ebca6b)
    b ^= b >>> 13
  }
  return `${kernels.shape.join('x')} ${(a >>> 0).toString(36)} ${(b >>> 0).toString(36)}`
}
