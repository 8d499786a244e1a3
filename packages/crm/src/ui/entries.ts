type Stored = Readonly<Record<string, unknown>> | null

/**
 * The addresses or numbers of a list that is kept as JSON, each with its kind. An installation may hold anything there: what has no such part is
 * left out, and a part that is no text becomes one.
 */
export function entriesOf<Part extends 'email' | 'number'>(
  list: unknown,
  part: Part,
): readonly Readonly<Record<Part | 'type', string>>[] {
  if (!Array.isArray(list)) return []
  return list.flatMap((entry: Stored) => {
    const held = entry?.[part] ?? ''
    if (held === '') return []
    // Both parts are there: TypeScript cannot tell of a name that is computed.
    return [
      { type: String(entry?.['type'] ?? 'Other'), [part]: String(held) } as Record<
        Part | 'type',
        string
      >,
    ]
  })
}
