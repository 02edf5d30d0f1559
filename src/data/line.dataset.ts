import { coefficient, defineCurve } from './curves'

export default defineCurve({
  id: 'line',
  title: 'Noisy line',
  summary: 'y = w x + b with noise, x from −1 to 1: one affine node can say all there is to say.',
  range: [-1, 1],
  noise: 0.3,
  settings: {
    slope: coefficient('w', 'The slope.', 2),
    intercept: coefficient('b', 'The height at 0.', -0.5),
  },
  y: (x, { slope, intercept }) => Number(slope) * x + Number(intercept),
})
