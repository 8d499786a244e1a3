/** Rows a second, measured on two cores with `bench/migration.ts`; they rank, they do not promise. */
const READ_ROWS_PER_SECOND = 150_000
const BACKFILL_ROWS_PER_SECOND = 25_000
const FIXED_SECONDS = 3

/** Seconds from the backup to the last check. Every kept row is read four times: backup, proof, capture, verify. */
export function estimateSeconds(totalRows: number, backfillRows: number): number {
  return Math.round(
    FIXED_SECONDS +
      (4 * totalRows) / READ_ROWS_PER_SECOND +
      backfillRows / BACKFILL_ROWS_PER_SECOND,
  )
}
