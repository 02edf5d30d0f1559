/** @file The kernels' past, kept on the page's side for the worker that comes after one that died. */
import type { KernelMoment, KernelNews } from './lookTypes'

export interface KernelPast {
  /** null: a new run begins, or another document. */
  hear(news: KernelNews | null): void
  /** What an earlier visit had kept, ascending. */
  remember(past: readonly KernelMoment[]): void
  /** Ascending. What came after a checkpoint comes again when training goes on from it. */
  until(step: number): readonly KernelMoment[]
}

/** As much as the worker keeps: it says which steps remain. */
export function createKernelPast(): KernelPast {
  let moments: readonly KernelMoment[] = []
  return {
    hear(news) {
      if (!news) {
        moments = []
        return
      }
      const { moment, steps } = news
      const left = new Set(steps)
      moments = [...moments.filter(({ step }) => step !== moment.step && left.has(step)), moment]
    },
    remember(past) {
      moments = past
    },
    until: (step) => moments.filter((moment) => moment.step <= step).toSorted((a, b) => a.step - b.step),
  }
}
