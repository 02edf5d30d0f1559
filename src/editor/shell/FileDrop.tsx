/** @file Dropping a JSON file anywhere on the window opens it; data go to where they are brought. */
import { useEffect, useState } from 'react'
import { openFile } from '../actions/openDocument'
import { bringDropped, wayOf } from '../datasets/dropped'
import { useServices } from '../state/context'
import { notify } from '../state/notify'

const carriesFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false

export function FileDrop() {
  const services = useServices()
  const [over, setOver] = useState(false)
  useEffect(() => {
    const onOver = (event: DragEvent) => {
      if (!carriesFiles(event)) return
      event.preventDefault()
      setOver(true)
    }
    const onLeave = (event: DragEvent) => {
      // Leaving a child is not leaving the window.
      if (event.relatedTarget === null) setOver(false)
    }
    const onDrop = (event: DragEvent) => {
      if (!carriesFiles(event)) return
      event.preventDefault()
      const way = event.dataTransfer && wayOf(event.dataTransfer)
      if (way) return bringDropped(way, event.dataTransfer)
      const files = [...(event.dataTransfer?.files ?? [])]
      const [file] = files
      if (!file) return
      if (files.length > 1)
        notify({ tone: 'info', message: `Opening ${file.name}, the first of ${files.length} files.` })
      void openFile(services, file)
    }
    window.addEventListener('dragover', onOver)
    window.addEventListener('dragleave', onLeave)
    // Before anything inside of the window takes it for itself.
    const onEnd = () => setOver(false)
    window.addEventListener('drop', onEnd, { capture: true })
    window.addEventListener('drop', onDrop)
    return () => {
      window.removeEventListener('dragover', onOver)
      window.removeEventListener('dragleave', onLeave)
      window.removeEventListener('drop', onEnd, { capture: true })
      window.removeEventListener('drop', onDrop)
    }
  }, [services])
  return over ? (
    <div className="gw-file-drop" aria-hidden>
      <span>Drop a Gradwire JSON file to open it, or data to bring them</span>
    </div>
  ) : null
}
