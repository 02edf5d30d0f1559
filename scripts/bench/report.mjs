/** @file The results for people. */

const times = (ratio) => `${ratio >= 10 ? Math.round(ratio) : ratio.toFixed(2)}×`
const ms = (value) => `${value >= 10 ? value.toFixed(1) : value >= 0.1 ? value.toFixed(2) : value.toFixed(4)} ms`
const verdict = (met) => (met === null ? 'not measured' : met ? 'reached' : 'missed')

/** One row as lines of text. */
export function table({ title, ours, ratios, failed, goals, note }) {
  const lines = [`\n${title}: ${ms(ours.ms)} (best ${ms(ours.best)})${note ? `; ${note}` : ''}`]
  for (const { peer, wall, cpu, ms: time, agrees } of ratios)
    lines.push(
      `  ${peer.padEnd(28)} ${ms(time).padStart(12)}  ${times(wall).padStart(7)} by the clock${cpu ? `, ${times(cpu)} by processor time` : ''}${agrees ? '' : '  RESULTS DIFFER'}`,
    )
  for (const { peer, error } of failed) lines.push(`  ${peer.padEnd(28)} failed: ${error}`)
  for (const { peer, least, reached, met } of goals)
    lines.push(`  goal: ${peer} ≥ ${times(least)}: ${reached === null ? '' : `${times(reached)}, `}${verdict(met)}`)
  return lines.join('\n')
}

/** All rows as a Markdown table. */
export function markdown({ date, machine, node, kernels, rows, missing }) {
  const body = rows.map(({ title, ours, ratios, goals, note }) => {
    const peers = ratios.map(({ peer, wall }) => `${peer} ${times(wall)}`).join(', ') || '–'
    const reached =
      goals
        .map(
          ({ peer, least, reached: got, met }) =>
            `${peer} ≥ ${times(least)}: ${got === null ? '' : `${times(got)}, `}${verdict(met)}`,
        )
        .join('; ') || '–'
    return `| ${title}${note ? ` (${note})` : ''} | ${ms(ours.ms)} | ${peers} | ${reached} |`
  })
  return [
    `Measured ${date} on ${machine}, Node ${node}, ${kernels}. A ratio says how many times faster Gradwire is, medians of one run by the clock.`,
    '',
    '| work | Gradwire | against | goals |',
    '| --- | --- | --- | --- |',
    ...body,
    ...(missing.length ? ['', `Left out: ${missing.join('; ')}.`] : []),
    '',
  ].join('\n')
}
