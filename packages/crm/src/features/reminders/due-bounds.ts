/** When today, tomorrow, the day after and next week begin here; a week begins on Monday. In this order, as ISO moments. */
export function dueBounds(now: Date = new Date()): readonly string[] {
  const dayAt = (offset: number) =>
    new Date(now.getFullYear(), now.getMonth(), now.getDate() + offset)
  // What is left of this week may be over before the day after tomorrow.
  const nextWeek = 7 - ((now.getDay() + 6) % 7)
  return [0, 1, 2, Math.max(2, nextWeek)].map((offset) => dayAt(offset).toISOString())
}
