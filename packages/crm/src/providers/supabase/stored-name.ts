const MAX_CHARACTERS = 100

/** A file's name as part of an address: letters, digits, points and dashes, with its ending. */
export function storedName(name: string): string {
  const plain = name
    .normalize('NFKD')
    .replace(/[^\w.-]+/g, '-')
    .replace(/^[.-]+/, '')
  return plain.length > MAX_CHARACTERS ? plain.slice(-MAX_CHARACTERS) : plain || 'file'
}
