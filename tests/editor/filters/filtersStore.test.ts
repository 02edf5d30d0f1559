import { expect, it } from 'vitest'
import { filtersStore, forgetFilters } from '../../../src/editor/filters/filtersStore'

it('what is chosen stays with its document, and goes with it', () => {
  forgetFilters(1)
  filtersStore.setState({ conv: 'c', chosen: 2, channel: 1, fit: true })
  forgetFilters(1)
  expect(filtersStore.getState()).toMatchObject({ conv: 'c', chosen: 2, channel: 1, fit: true })
  forgetFilters(2)
  expect(filtersStore.getState()).toEqual({ conv: null, chosen: null, channel: 0, fit: null, of: 2 })
})
