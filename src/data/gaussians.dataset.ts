import { classesSetting, defineToy } from './points'

/** Middles stand on a circle; how far the clouds reach is the noise. */
export default defineToy({
  id: 'gaussians',
  title: 'Gaussians',
  summary: 'A round cloud for each class; where clouds overlap nobody can be sure.',
  noise: 0.5,
  settings: {
    classes: classesSetting('Clouds'),
    distance: { title: 'Distance', doc: 'Of each middle from the centre.', fallback: 1, min: 0, max: 10 },
  },
  place(_, of, { classes, distance }) {
    const angle = (2 * Math.PI * of) / Number(classes)
    return [Number(distance) * Math.cos(angle), Number(distance) * Math.sin(angle)]
  },
})
