import { defineToy } from './points'

/** Opposite corners of the square belong together: no straight line parts the classes. */
export default defineToy({
  id: 'xor',
  title: 'XOR',
  summary: 'Four clouds at the corners of a square; opposite corners are one class, so that no line parts them.',
  noise: 0.15,
  place(random, of) {
    const right = random.uniform() < 0.5
    const up = right === (of === 0)
    return [right ? 1 : 0, up ? 1 : 0]
  },
})
