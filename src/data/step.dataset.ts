import { coefficient, defineCurve } from './curves'

export default defineCurve({
  id: 'step',
  title: 'Step',
  summary: 'y jumps from 0 to 1 where x passes a place: smooth networks have to bend sharply.',
  range: [-1, 1],
  noise: 0.05,
  settings: { at: coefficient('Place', 'Where y jumps.', 0) },
  y: (x, { at }) => (x < Number(at) ? 0 : 1),
})
