/** @file A place to drop files on, with a button that chooses them. */
import { Button } from '@mantine/core'
import { useRef, useState, type DragEvent, type ReactNode } from 'react'
import './bring.css'
import { filesIn, type GivenFile } from './filesIn'

export interface DropZoneProps {
  readonly accept: string
  readonly label: string
  /** Several files, or a folder. */
  readonly many?: boolean
  readonly words: ReactNode
  readonly onFiles: (files: readonly GivenFile[]) => void
}

export function DropZone({ accept, label, many = false, words, onFiles }: DropZoneProps) {
  const [over, setOver] = useState(false)
  const one = useRef<HTMLInputElement>(null)
  const folder = useRef<HTMLInputElement>(null)
  const chosen = (list: FileList | null) => {
    const files = [...(list ?? [])].map((file) => ({ path: file.webkitRelativePath || file.name, file }))
    if (files.length) onFiles(files)
  }
  // The window opens a dropped file as a graph; here it is data.
  const keep = (event: DragEvent) => {
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <div
      className="gw-data-drop-zone"
      data-over={over || undefined}
      onDragOver={(event) => {
        keep(event)
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        keep(event)
        setOver(false)
        void filesIn(event.dataTransfer).then((files) => files.length && onFiles(files))
      }}
    >
      <input
        ref={one}
        type="file"
        hidden
        accept={accept}
        multiple={many}
        data-testid="data-file"
        onChange={(event) => {
          chosen(event.currentTarget.files)
          event.currentTarget.value = ''
        }}
      />
      <div className="gw-data-drop-buttons">
        <Button onClick={() => one.current?.click()}>{label}</Button>
        {many && (
          <>
            <input
              ref={folder}
              type="file"
              hidden
              multiple
              {...{ webkitdirectory: '' }}
              data-testid="data-folder"
              onChange={(event) => {
                chosen(event.currentTarget.files)
                event.currentTarget.value = ''
              }}
            />
            <Button onClick={() => folder.current?.click()}>Choose a folder…</Button>
          </>
        )}
      </div>
      <p className="gw-data-note">{words}</p>
    </div>
  )
}
