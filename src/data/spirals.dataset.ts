import { classesSetting, defineToy } from './points'

export default defineToy({
  id: 'spirals',
  title: 'Spirals',
  summary: 'Arms that wind around each other: the hardest of the toys.',
  noise: 0.04,
  settings: {
    classes: classesSetting('Arms'),
    turns: { title: 'Turns', doc: 'How often an arm winds around the middle.', fallback: 1.5, min: 0.25, max: 4 },
  },
  place(random, of, { classes, turns }) {
    // The root spreads points evenly along the arm, which grows longer outwards.
    const along = Math.sqrt(random.uniform())
    const angle = 2 * Math.PI * (Number(turns) * along + of / Number(classes))
    return [along * Math.cos(angle), along * Math.sin(angle)]
  },
})
