/** The statements of a file whose parts begin with `-- statement: what it does`, in order. */
export function parseStatements(file: string): readonly string[] {
  return file
    .split(/^-- statement: .*$/m)
    .slice(1)
    .map((part) => part.trim())
}
