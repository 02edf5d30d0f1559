/** @file The webcam: asked for by a button only, one frame after the other, and off when the view goes. */
import { useEffect, useRef, useState } from 'react'
import type { EditorServices } from '../state/context'

export interface Webcam {
  readonly on: boolean
  /** Why there is none, and what to do. */
  readonly problem: string | null
  readonly start: () => void
  readonly stop: () => void
}

/** Frames a second at most: each is a document of its own. */
const MOST_FRAMES = 15
const MS = 1000

/** @param take what is done with a frame; the next one comes when the engine has computed this one. */
export function useWebcam({ run }: EditorServices, take: (video: HTMLVideoElement) => void): Webcam {
  const [stream, setStream] = useState<MediaStream | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const gone = useRef(false)
  const latest = useRef(take)
  useEffect(() => {
    latest.current = take
  })
  useEffect(() => {
    gone.current = false
    return () => {
      gone.current = true
    }
  }, [])
  useEffect(() => {
    if (!stream) return
    const video = document.createElement('video')
    video.muted = true
    video.playsInline = true
    video.srcObject = stream
    void video.play().catch(() => {})
    let [revision, at] = [-1, -Infinity]
    let frame = requestAnimationFrame(function tick(time) {
      frame = requestAnimationFrame(tick)
      const computed = run.summary().revision
      // An engine that does not answer (the graph has an error) gets a frame a second all the same.
      const due = time - at >= MS / MOST_FRAMES && (computed !== revision || time - at >= MS)
      if (!due || video.readyState < HTMLMediaElement.HAVE_CURRENT_DATA) return
      ;[revision, at] = [computed, time]
      latest.current(video)
    })
    const [track] = stream.getVideoTracks()
    const ended = () => {
      setProblem('The webcam was switched off. Start it again, or open an image file.')
      setStream(null)
    }
    track?.addEventListener('ended', ended)
    return () => {
      track?.removeEventListener('ended', ended)
      cancelAnimationFrame(frame)
      video.srcObject = null
      for (const each of stream.getTracks()) each.stop()
    }
  }, [stream, run])
  return {
    on: stream !== null,
    problem,
    stop: () => setStream(null),
    start() {
      setProblem(null)
      open().then(
        (found) => {
          if (!gone.current) return setStream(found)
          for (const track of found.getTracks()) track.stop()
        },
        (thrown: unknown) => setProblem(wordsOf(thrown)),
      )
    },
  }
}

async function open(): Promise<MediaStream> {
  if (!('mediaDevices' in navigator)) throw new Error('none')
  return navigator.mediaDevices.getUserMedia({ video: { width: { ideal: 640 } }, audio: false })
}

function wordsOf(thrown: unknown): string {
  const name = thrown instanceof Error ? thrown.name : ''
  if (name === 'NotAllowedError')
    return 'The webcam is not allowed. Allow the camera for this page in the browser, or open an image file.'
  if (name === 'NotFoundError') return 'No webcam was found. Connect one, or open an image file.'
  if (name === 'NotReadableError') return 'The webcam is in use elsewhere. Close what uses it, or open an image file.'
  return 'This browser gives no webcam to this page. Open an image file.'
}
