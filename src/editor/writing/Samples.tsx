/** @file What the model wrote: now, and earlier in its training; and what it thinks comes next. */
import { useStore } from 'zustand'
import { writeStore, type Sample } from './writeStore'

const INTRODUCTION =
  'The model is asked what comes next, one character is drawn from its answer and put behind the text, and it is asked again. Press Train, and it writes anew as it learns; or press Write.'

export function Samples() {
  const now = useStore(writeStore, (state) => state.now)
  const past = useStore(writeStore, (state) => state.past)
  if (!now) return <p className="gw-inspector-note gw-write-introduction">{INTRODUCTION}</p>
  return (
    <div className="gw-write-main">
      <SampleText sample={now} />
      <NextSymbols />
      {past.length > 0 && (
        <section aria-label="Earlier" className="gw-write-past">
          <h3>Earlier</h3>
          {past.map((sample, i) => (
            <SampleText key={past.length - i} sample={sample} />
          ))}
        </section>
      )}
    </div>
  )
}

function SampleText({ sample: { step, until, prompt, text } }: { readonly sample: Sample }) {
  return (
    <figure className="gw-write-sample">
      <figcaption>{timeText(step, until)}</figcaption>
      <blockquote>
        <span className="gw-write-prompt">{prompt}</span>
        {text}
      </blockquote>
    </figure>
  )
}

/** "t = 300", or "t = 300 to 420" when training went on meanwhile. */
function timeText(step: number | null, until: number | null): string {
  const count = (t: number) => t.toLocaleString('en')
  if (until === null) return 'now'
  return step === null || step === until ? `t = ${count(until)}` : `t = ${count(step)} to ${count(until)}`
}

const shown = (symbol: string) => (symbol === ' ' ? 'space' : symbol === '\n' ? 'new line' : symbol)

function NextSymbols() {
  const next = useStore(writeStore, (state) => state.next)
  if (!next.length) return null
  return (
    <ul className="gw-write-next" aria-label="What may come next">
      {next.map(({ symbol, probability }) => (
        <li key={symbol}>
          <span className="gw-write-symbol">{shown(symbol)}</span>
          <span className="gw-write-bar" style={{ width: `${Math.max(1, 60 * probability)}px` }} aria-hidden />
          <span>{(100 * probability).toFixed(0)} %</span>
        </li>
      ))}
    </ul>
  )
}
