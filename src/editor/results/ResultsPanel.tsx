/** @file The bottom tab "Results": what the network gets right and wrong by now. Loaded when it is first shown. */
import { Button } from '@mantine/core'
import { IconDatabase } from '@tabler/icons-react'
import type { Results } from '../../runtime/protocol'
import { openData } from '../state/dataDialog'
import { ClassesView } from './ClassesView'
import { CurveView } from './CurveView'
import { ImagesView } from './ImagesView'
import { NumbersView } from './NumbersView'
import './results.css'
import { SymbolsView } from './SymbolsView'
import { useResults } from './useResults'

export default function ResultsPanel() {
  const found = useResults()
  if (!found) return <p className="gw-loading">Looking at what the network says…</p>
  if (!found.ok)
    return (
      <div className="gw-results-none">
        <p>
          {found.problem.message} {found.problem.hint}
        </p>
        <Button leftSection={<IconDatabase size={15} />} onClick={() => openData()}>
          Choose or bring data…
        </Button>
      </div>
    )
  return (
    <section className="gw-bottom-view" aria-label="Results">
      {viewOf(found)}
    </section>
  )
}

function viewOf(results: Results) {
  switch (results.kind) {
    case 'classes':
      return <ClassesView results={results} />
    case 'curve':
      return <CurveView results={results} />
    case 'numbers':
      return <NumbersView results={results} />
    case 'images':
      return <ImagesView results={results} />
    case 'symbols':
      return <SymbolsView results={results} />
  }
}
