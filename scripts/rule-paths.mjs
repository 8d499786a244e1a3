// A rule about folders that do not exist holds whatever happens: so each name in a rule of .dependency-cruiser.cjs must be the
// name of something.

/**
 * The paths in rules that match none of the modules, each alternative by itself.
 * @param {readonly { name: string, from?: object, to?: object }[]} rules
 * @param {readonly string[]} modules paths
 */
export function idlePaths(rules, modules) {
  return rules.flatMap((rule) =>
    ['from', 'to'].flatMap((side) =>
      ['path', 'pathNot'].flatMap((kind) =>
        [rule[side]?.[kind] ?? []]
          .flat()
          .flatMap(alternatives)
          .filter((pattern) => !modules.some((module) => new RegExp(pattern).test(module)))
          .map((pattern) => `${rule.name}: ${side}.${kind} ${pattern} is nothing here`),
      ),
    ),
  )
}

/** One pattern for each way to choose among the alternatives in it. What must not follow is looked for like the rest. */
function alternatives(pattern) {
  const group = firstChoice(pattern.replaceAll('$1', '[^/]+'))
  if (group === null) return [pattern.replaceAll('$1', '[^/]+')]
  const { before, inside, behind, isNegative } = group
  return choices(inside).flatMap((choice) =>
    alternatives(isNegative ? `${before}${choice}` : `${before}${choice}${behind}`),
  )
}

/** The first group in parentheses that offers a choice or says what must not follow. */
function firstChoice(pattern) {
  for (let start = 0; start < pattern.length; start += 1) {
    if (pattern[start] !== '(') continue
    const end = closing(pattern, start)
    const text = pattern.slice(start + 1, end)
    const isNegative = text.startsWith('?!')
    const inside = text.replace(/^\?[:!]/, '')
    if (!isNegative && choices(inside).length === 1) continue
    return { before: pattern.slice(0, start), inside, behind: pattern.slice(end + 1), isNegative }
  }
  return null
}

function closing(pattern, start) {
  let depth = 0
  for (let place = start; place < pattern.length; place += 1) {
    if (pattern[place] === '(') depth += 1
    if (pattern[place] === ')') depth -= 1
    if (depth === 0) return place
  }
  throw new Error(`a parenthesis in ${pattern} is not closed`)
}

/** The parts between `|`, where it is in no parentheses. */
function choices(text) {
  const parts = ['']
  let depth = 0
  for (const letter of text) {
    if (letter === '(') depth += 1
    if (letter === ')') depth -= 1
    if (letter === '|' && depth === 0) parts.push('')
    else parts[parts.length - 1] += letter
  }
  return parts
}
