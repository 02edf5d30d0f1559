/** @file Where a recorded step stands in its recording. */

/** Positions count the events that are done, over all steps. */
export interface RecordedPlace {
  /** Of the recording. */
  readonly id: number
  /** Counted from 0, of `steps`. */
  readonly step: number
  readonly steps: number
  readonly eventsPerStep: number
  /** The position that was asked for last. */
  readonly position: number
  /** Which update the step ends with. */
  readonly t: number
  readonly rate: number
  /** The optimizer, and whether it did nothing but subtract η · gradient. */
  readonly optimizer: string
  readonly plain: boolean
  /** Walks there; the step's numbers may have to be fetched first. */
  readonly go: (position: number) => void
}
