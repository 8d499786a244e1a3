/** Gives the reader a file, of one text or of parts that follow one another. */
export function download(name: string, text: string | readonly string[], type: string): void {
  const parts = typeof text === 'string' ? [text] : [...text]
  const url = URL.createObjectURL(new Blob(parts, { type: `${type};charset=utf-8` }))
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  // The browser has taken the file by the next turn.
  setTimeout(() => URL.revokeObjectURL(url), 1000)
}
