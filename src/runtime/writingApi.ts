/** @file The calls of the writing lab. */
import { fieldsOf, findDataSet } from '../data'
import type { Desk } from './desk'
import { Writer } from './writing'
import type { WritingApi } from './writingTypes'

export function writingApi(desk: Desk): WritingApi {
  const author = new Writer(desk.options)
  return {
    async write(wish) {
      const { data } = desk.document
      const set = data && (await findDataSet(data.dataset, desk.options.assets))
      return author.write(desk.document, set ? fieldsOf(set, data.settings) : null, wish)
    },
  }
}
