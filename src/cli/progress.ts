/** @file How far long work is, on stderr: a bar where a person is watching, a line now and then where a file is written. */
import { SingleBar } from 'cli-progress'

export interface Progress {
  begin(total: number): void
  /** @param note what else is worth knowing, such as "loss 0.25". */
  step(done: number, note?: string): void
  end(): void
}

/** Work that takes less than this says nothing; longer work says something this often, ms. */
const LINE_EVERY_MS = 5000

interface Screen {
  readonly isTTY?: boolean
  write(text: string): unknown
}

/** @param unit what is counted: "steps". */
export function progressOn(screen: Screen, unit: string, now = () => performance.now()): Progress {
  return screen.isTTY ? bar(screen as NodeJS.WritableStream, unit) : lines(screen, unit, now)
}

function bar(stream: NodeJS.WritableStream, unit: string): Progress {
  const single = new SingleBar({
    stream,
    format: `{bar} {value}/{total} ${unit}  {note}  {eta_formatted} left`,
    hideCursor: true,
    // cli-progress would otherwise end the process at Ctrl-C before anything is saved.
    gracefulExit: false,
  })
  let begun = false
  return {
    begin(total) {
      begun = true
      single.start(total, 0, { note: '' })
    },
    step: (done, note = '') => single.update(done, { note }),
    end() {
      if (begun) single.stop()
    },
  }
}

function lines(screen: Screen, unit: string, now: () => number): Progress {
  let all = 0
  let last = now()
  return {
    begin(total) {
      all = total
      last = now()
    },
    step(done, note = '') {
      if (now() - last < LINE_EVERY_MS) return
      last = now()
      screen.write(`${done.toLocaleString('en')} of ${all.toLocaleString('en')} ${unit}${note ? `, ${note}` : ''}\n`)
    },
    end() {},
  }
}
