/** @file Which view an example is made for: it is shown when the example opens. By the words of its file name. */
import type { BottomTab } from '../state/viewStore'

const LABS: readonly (readonly [pattern: RegExp, tab: BottomTab])[] = [
  [/^\d+-descent-/, 'descent'],
  [/-(rubbing|gabor-bank)\b/, 'convolution'],
  [/-(recover-gabor|sparse-filters)\b/, 'filters'],
  [/-cnn\b/, 'training'],
  [/-character-model\b/, 'write'],
  [/-alexnet/, 'look'],
]

/** Null where any view will do. @param file name of an example, such as "14-descent-valley.json". */
export function labOf(file: string): BottomTab | null {
  return LABS.find(([pattern]) => pattern.test(file))?.[1] ?? null
}
