/** @file Dropping a JSON file anywhere on the window opens it. */
import { useEffect, useState } from 'react'
import { openFile } from '../actions/openDocument'
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
      setOver(false)
      const files = [...(event.dataTransfer?.files ?? [])]
      const [file] = files
      if (!file) return
      if (files.length > 1)
        notify({ tone: 'info', message: `Opening ${file.name}, the first of ${files.length} files.` })
      void openFile(services, file)
    }
    window.addEventListener('dragover', onOver)
    window.addEventListener('dragleave', onLeave)
    window.addEventListener('drop', onDrop)
    return () => {
      window.removeEventListener('dragover', onOver)
      window.removeEventListener('dragleave', onLeave)
      window.removeEventListener('drop', onDrop)
    }
  }, [services])
  return over ? (
    <div className="gw-file-drop" aria-hidden>
      <span>Drop a Gradwire JSON file to open it</span>
    </div>
  ) : null
}
