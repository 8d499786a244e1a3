/** What was counted of an old name at some time. */
export interface Look {
  readonly uses: number
  readonly at: Date
}

export interface UseFacts {
  /** Oldest first; the last one is now. The first was taken when the migration ended. */
  readonly looks: readonly Look[]
  /** When it was last used, where the server says so. */
  readonly lastUsedAt: Date | null
  /** Since when the server counts: it forgets in a crash. */
  readonly countedSince: Date | null
}

export interface UseJudgement {
  /** When it was last used, at the latest; null when no use is known of. */
  readonly lastUsedAt: Date | null
  /** Whether that is the time itself, or the first look that saw it. */
  readonly isExact: boolean
  /** Since when it is known not to have been used. */
  readonly silentSince: Date
  readonly uses: number
}

/**
 * Since when an old name has been silent. Where the server forgot what it had counted, nothing is known of the time before,
 * and where it does not tell when, the first look that saw more counts.
 */
export function judgeUse({ looks, lastUsedAt, countedSince }: UseFacts): UseJudgement {
  const changes = looks.filter((look, place) => {
    const before = looks[place - 1]
    return before !== undefined && look.uses !== before.uses
  })
  const seenAt = changes.at(-1)?.at ?? null
  const knownSince = latest([looks[0]?.at ?? null, countedSince, lastUsedAt ?? seenAt])
  return {
    lastUsedAt: lastUsedAt ?? seenAt,
    isExact: lastUsedAt !== null,
    silentSince: knownSince ?? new Date(8_640_000_000_000_000),
    uses: added(looks),
  }
}

/** Uses between the looks; a count that fell began anew. */
function added(looks: readonly Look[]): number {
  return looks.reduce((sum, look, place) => {
    const before = looks[place - 1]
    if (before === undefined) return sum
    return sum + (look.uses >= before.uses ? look.uses - before.uses : look.uses)
  }, 0)
}

function latest(times: readonly (Date | null)[]): Date | null {
  return times.reduce(
    (last, time) => (time !== null && (last === null || time > last) ? time : last),
    null,
  )
}
