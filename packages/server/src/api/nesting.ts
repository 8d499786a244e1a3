/** Deeper than any form of ours; what follows it down would run out of stack. */
const MAX_NESTING = 100

/** Brackets, and whole texts, in which brackets do not count. */
const PARTS = /"(?:[^"\\]|\\.)*"?|[[{]|[\]}]/gs

/** Whether JSON is nested deeper than anyone can mean. */
export function isNestedTooDeep(json: string): boolean {
  let depth = 0
  for (const [part] of json.matchAll(PARTS)) {
    if (part === '[' || part === '{') depth += 1
    if (part === ']' || part === '}') depth -= 1
    if (depth > MAX_NESTING) return true
  }
  return false
}
