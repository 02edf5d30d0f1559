import { defineToy } from './points'

/** The half circles of scikit-learn's make_moons: the second is turned over and moved by (1, ½). */
export default defineToy({
  id: 'moons',
  title: 'Moons',
  summary: 'Two half circles that reach into each other.',
  noise: 0.1,
  place(random, of) {
    const angle = Math.PI * random.uniform()
    return of === 0 ? [Math.cos(angle), Math.sin(angle)] : [1 - Math.cos(angle), 0.5 - Math.sin(angle)]
  },
})
