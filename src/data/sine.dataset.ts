import { coefficient, defineCurve } from './curves'

export default defineCurve({
  id: 'sine',
  title: 'Sine',
  summary: 'y = sin(ω x) with noise, x from −π to π.',
  range: [-Math.PI, Math.PI],
  noise: 0.1,
  settings: { frequency: coefficient('ω', 'The larger, the more waves.', 1) },
  y: (x, { frequency }) => Math.sin(Number(frequency) * x),
})
