/**
 * Hands `children` out to `parents` unevenly and can be read both ways without keeping a list: who is the
 * parent of this child, and which children has this parent. Ids start at 1 on both sides.
 */
export interface Allocation {
  parentOf(child: number): number
  /** The children of a parent are consecutive: from `first`, `count` of them. */
  childrenOf(parent: number): { readonly first: number; readonly count: number }
}

/**
 * Parents are taken in groups as long as `pattern`, and each group shares its children by the pattern's
 * weights, turned by the group's number so that the ids of rich parents look irregular.
 */
export function allocate(
  parents: number,
  children: number,
  pattern: readonly number[],
): Allocation {
  const groupSize = pattern.length
  const groups = Math.ceil(parents / groupSize)
  const groupStart = (group: number) => Math.floor((group * children) / groups)

  /** Where each parent of a group begins, and the group's end as the last entry. Offsets from 0. */
  function bounds(group: number): number[] {
    const members = Math.min(groupSize, parents - group * groupSize)
    const turn = (group * 5 + (group >> 3)) % groupSize
    const weights: number[] = []
    for (let member = 0; member < members; member++) {
      weights.push(pattern[(member + turn) % groupSize] ?? 0)
    }
    if (!weights.some((weight) => weight > 0)) weights.fill(1)
    const total = weights.reduce((sum, weight) => sum + weight, 0)
    const start = groupStart(group)
    const size = groupStart(group + 1) - start
    const result = [start]
    let passed = 0
    for (const weight of weights) {
      passed += weight
      result.push(start + Math.round((passed / total) * size))
    }
    return result
  }

  return {
    parentOf(child) {
      const offset = child - 1
      let group = Math.floor((offset * groups) / children)
      while (group + 1 < groups && groupStart(group + 1) <= offset) group++
      const marks = bounds(group)
      let member = 0
      while ((marks[member + 1] ?? Number.POSITIVE_INFINITY) <= offset) member++
      return group * groupSize + member + 1
    },
    childrenOf(parent) {
      const group = Math.floor((parent - 1) / groupSize)
      const marks = bounds(group)
      const member = (parent - 1) % groupSize
      const from = marks[member] ?? 0
      const to = marks[member + 1] ?? from
      return { first: from + 1, count: to - from }
    },
  }
}
