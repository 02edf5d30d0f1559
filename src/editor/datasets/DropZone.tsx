/** @file A place to drop files on, with a button that chooses them. */
import { Button } from '@mantine/core'
import { useEffect, useEffectEvent, useRef, useState, type DragEvent, type ReactNode } from 'react'
import './bring.css'
import { takeDropped, type Way } from './dropped'
import { filesIn, type GivenFile } from './filesIn'
import type { Trouble } from './useReading'

export interface DropZoneProps {
  /** Whose zone it is: it also gets what was dropped for it on the window. */
  readonly way: Way
  readonly accept: string
  readonly label: string
  /** Several files, or a folder. */
  readonly many?: boolean
  readonly words: ReactNode
  readonly onFiles: (files: readonly GivenFile[]) => void
  /** What was dropped is nothing that can be read here. */
  readonly onTrouble: (trouble: Trouble) => void
}

function dropTrouble(files: readonly GivenFile[], many: boolean): Trouble | null {
  if (!files.length)
    return {
      message: 'There is no file in what was dropped.',
      hint: many ? 'Drop pictures, or a folder with pictures in it.' : 'Drop one file.',
    }
  if (many || files.length === 1) return null
  return {
    message: `${files.length.toLocaleString('en')} files were dropped, and one is read at a time.`,
    hint: 'Drop one of them, or choose it with the button.',
  }
}

export function DropZone({ way, accept, label, many = false, words, onFiles, onTrouble }: DropZoneProps) {
  const [over, setOver] = useState(false)
  const one = useRef<HTMLInputElement>(null)
  const folder = useRef<HTMLInputElement>(null)
  const take = (dropped: Promise<readonly GivenFile[]>) =>
    void dropped.then(
      (files) => {
        const trouble = dropTrouble(files, many)
        if (trouble) onTrouble(trouble)
        else onFiles(files)
      },
      () =>
        onTrouble({
          message: 'What was dropped could not be read: it is gone by now, or may not be opened.',
          hint: 'Choose it with the button instead.',
        }),
    )
  const takeWaiting = useEffectEvent(() => {
    const dropped = takeDropped(way)
    if (dropped) take(dropped)
  })
  useEffect(() => takeWaiting(), [])
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
        take(filesIn(event.dataTransfer))
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
