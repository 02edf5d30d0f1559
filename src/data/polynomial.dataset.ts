import { coefficient, defineCurve } from './curves'

export default defineCurve({
  id: 'polynomial',
  title: 'Polynomial',
  summary: 'y = a x³ + b x² + c x + d with noise, x from −2 to 2.',
  range: [-2, 2],
  noise: 0.2,
  settings: {
    a: coefficient('a', 'Of x³.', 0.5),
    b: coefficient('b', 'Of x².', 0),
    c: coefficient('c', 'Of x.', -1),
    d: coefficient('d', 'The height at 0.', 0),
  },
  y: (x, { a, b, c, d }) => ((Number(a) * x + Number(b)) * x + Number(c)) * x + Number(d),
})
