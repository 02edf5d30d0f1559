/** @file Files in and out of the browser: an ordinary file input and an ordinary download, which work everywhere. */

/** Lets the person choose one file. null: cancelled. */
export function chooseFile(accept: string): Promise<File | null> {
  return new Promise((resolve) => {
    const input = document.createElement('input')
    input.type = 'file'
    input.accept = accept
    input.hidden = true
    const settle = (file: File | null) => {
      input.remove()
      resolve(file)
    }
    input.addEventListener('change', () => settle(input.files?.[0] ?? null))
    input.addEventListener('cancel', () => settle(null))
    // In the page, because some browsers drop the change event of a detached input.
    document.body.append(input)
    input.click()
  })
}

export function downloadText(name: string, text: string, type: string): void {
  downloadBlob(name, new Blob([text], { type }))
}

export function downloadBlob(name: string, blob: Blob): void {
  const url = URL.createObjectURL(blob)
  const link = document.createElement('a')
  link.href = url
  link.download = name
  document.body.append(link)
  link.click()
  link.remove()
  // The download has its own hold on the bytes once it has begun; a minute is plenty for the slowest dialog.
  setTimeout(() => URL.revokeObjectURL(url), 60_000)
}

/** A file name that every system takes: "Lecture network" → "lecture-network.json". */
export function fileName(title: string, extension: string): string {
  const stem = title
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 80)
  return `${stem || 'graph'}.${extension}`
}
