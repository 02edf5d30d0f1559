/** @file The calls of the filter lab. */
import type { Desk } from './desk'
import { fitKernels, kernelBank } from './filters'
import type { FiltersApi } from './filtersTypes'

export function filtersApi(desk: Desk): FiltersApi {
  return {
    kernelBank: async (node) => kernelBank(desk.document, desk.run?.values, node),
    fitKernels: async (wish) => fitKernels(desk.document, desk.run?.values, wish, desk.options.now),
  }
}
