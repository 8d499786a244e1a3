/** The statements of a file whose parts begin with `-- statement: what it does`, in order. */
export function parseStatements(file: string): readonly string[] {
  return file
    .split(/^-- statement: .*$/m)
    .slice(1)
    .map((part) => part.trim())
}

/** The parts of a file that begin with `-- step: name`, by that name. */
export function parseSteps(file: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    file
      .split(/^-- step: /m)
      .slice(1)
      .map((part) => {
        const end = part.indexOf('\n')
        return [part.slice(0, end).trim(), part.slice(end)]
      }),
  )
}

/** The same where each part is one query, as it stands within another statement. */
export function parseQueries(file: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(parseSteps(file)).map(([name, query]) => [name, query.replace(/;\s*$/, '')]),
  )
}
