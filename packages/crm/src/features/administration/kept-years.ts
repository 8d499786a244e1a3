import type { Configuration, SettingsChange } from '../../providers/types.ts'

/** For how many years the log of changes is kept; null where the settings say nothing that the database would follow. */
export function keptYearsOf(settings: Configuration): number | null {
  const years: unknown = settings.changesKeptYears
  return typeof years === 'number' && years >= 1 ? years : null
}

/** What of that was changed. */
export function changedYears(
  years: number | null,
  read: Configuration,
): Pick<SettingsChange, 'changesKeptYears'> {
  return years === keptYearsOf(read) ? {} : { changesKeptYears: years }
}
