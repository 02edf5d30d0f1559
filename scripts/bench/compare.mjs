/** @file Engines side by side in one process: rounds in turn, so that what else the machine does meets all of them alike. */

const processTime = () => {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}

export const median = (numbers) => [...numbers].sort((a, b) => a - b)[numbers.length >> 1]

/**
 * @param contenders `{ name, make }`; `make` gives `{ step, check, measure? }`. `check` gives numbers that all engines must
 * agree on after the first step; `measure(count)` measures in another process and gives `{ wall, cpu }` in ms.
 * @returns for each: medians of ms a step, by the clock and by processor time; or `error`.
 */
export async function compare(contenders, { rounds, roundMs, warmMs }) {
  const runs = []
  for (const { name, make } of contenders) {
    try {
      const subject = await make()
      await subject.step()
      const check = [...(await subject.check())]
      const began = performance.now()
      let count = 0
      do {
        await subject.step()
        count++
      } while (performance.now() - began < warmMs)
      const each = (performance.now() - began) / count
      runs.push({ name, subject, check, repeats: Math.max(1, Math.round(roundMs / each)), wall: [], cpu: [] })
    } catch (error) {
      runs.push({
        name,
        error: String(error?.message ?? error)
          .split('\n')[0]
          .slice(0, 200),
      })
    }
  }
  for (let round = 0; round < rounds; round++)
    for (const run of runs) {
      if (run.error) continue
      const { wall, cpu } = await (run.subject.measure?.(run.repeats) ?? timed(run.subject, run.repeats))
      run.wall.push(wall / run.repeats)
      run.cpu.push(cpu / run.repeats)
    }
  for (const { subject } of runs) await subject?.end?.()
  return runs.map(({ name, error, check, wall, cpu }) =>
    error ? { name, error } : { name, check, wall: median(wall), best: Math.min(...wall), cpu: median(cpu) },
  )
}

async function timed({ step, waits }, repeats) {
  const [wall, cpu] = [performance.now(), processTime()]
  // An await costs as much as a small network: only those that have to wait do.
  if (waits) for (let i = 0; i < repeats; i++) await step()
  else for (let i = 0; i < repeats; i++) step()
  return { wall: performance.now() - wall, cpu: processTime() - cpu }
}

/** Whether an engine computed the same: within what float32 sums of this length may differ by. */
export function agrees(check, reference) {
  return check.every((value, i) => Math.abs(value - reference[i]) <= 1e-3 * Math.max(1e-2, Math.abs(reference[i])))
}
