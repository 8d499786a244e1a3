import type { FileReference } from '@valence/schema'

/** Pixels of the longer side of a face: twice as much as a page shows. */
const SIDE = 128

/**
 * A picture from a file, made so small that it travels with its record: a list shows it without another request, and the former
 * application reads it where it reads its own. Drawn anew, so that nothing of the file but what one sees is kept.
 * @param side pixels of its longer side
 * @throws when the browser cannot show the file
 */
export async function readPicture(file: File, side = SIDE): Promise<FileReference> {
  const address = URL.createObjectURL(file)
  try {
    const image = new Image()
    image.src = address
    await image.decode()
    const src = shrunk(image, side)
    return { src, title: file.name, type: src.slice('data:'.length, src.indexOf(';')) }
  } finally {
    URL.revokeObjectURL(address)
  }
}

function shrunk(image: HTMLImageElement, side: number): string {
  // A drawing may have no size of its own.
  const width = image.naturalWidth || side
  const height = image.naturalHeight || side
  const scale = Math.min(1, side / Math.max(width, height))
  const canvas = document.createElement('canvas')
  canvas.width = Math.max(1, Math.round(width * scale))
  canvas.height = Math.max(1, Math.round(height * scale))
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height)
  // Browsers that cannot write WebP write PNG.
  return canvas.toDataURL('image/webp', 0.9)
}
