/**
 * The names in an order in which each comes behind those that it needs, otherwise as they are given. Needs that are not in the list
 * do not count, and neither does that of a name for itself.
 * @throws where they need each other
 */
export function inOrderOfNeeds<Item>(
  items: readonly Item[],
  nameOf: (item: Item) => string,
  needsOf: (item: Item) => readonly string[],
): readonly Item[] {
  const waiting = new Map(items.map((item) => [nameOf(item), item]))
  const ordered: Item[] = []
  while (waiting.size > 0) {
    const next = [...waiting].find(
      ([name, item]) => !needsOf(item).some((need) => need !== name && waiting.has(need)),
    )
    if (next === undefined)
      throw new Error(`These need each other: ${[...waiting.keys()].join(', ')}`)
    ordered.push(next[1])
    waiting.delete(next[0])
  }
  return ordered
}
