import { defineToy } from './points'

export default defineToy({
  id: 'circles',
  title: 'Circles',
  summary: 'One circle inside another: a curve parts them, no line does.',
  noise: 0.08,
  settings: {
    factor: {
      title: 'Inner radius',
      doc: 'Of the inner circle; the outer one has radius 1.',
      fallback: 0.5,
      min: 0,
      max: 1,
    },
  },
  place(random, of, { factor }) {
    const angle = 2 * Math.PI * random.uniform()
    const radius = of === 0 ? 1 : Number(factor)
    return [radius * Math.cos(angle), radius * Math.sin(angle)]
  },
})
