import type { Activity, InteractionType } from '@valence/schema'
import { today } from '../../ui/format.ts'

/** What the form of an activity holds: texts as they are typed, '' for what is left out. */
export interface ActivityValues {
  readonly type: InteractionType
  readonly subject: string
  readonly text: string
  /** ISO day. */
  readonly day: string
  readonly minutes: string
  readonly outcome: string
  readonly sentiment: NonNullable<Activity['sentiment']> | ''
}

export function emptyValues(
  type: InteractionType = 'note',
  now: Date = new Date(),
): ActivityValues {
  return { type, subject: '', text: '', day: today(now), minutes: '', outcome: '', sentiment: '' }
}

export function valuesOf(activity: Activity): ActivityValues {
  return {
    type: activity.type,
    subject: activity.subject ?? '',
    text: activity.description ?? '',
    day: activity.activity_date ? today(new Date(activity.activity_date)) : '',
    minutes: activity.duration_minutes === null ? '' : String(activity.duration_minutes),
    outcome: activity.outcome ?? '',
    sentiment: activity.sentiment ?? '',
  }
}

/** The columns of values; the moment stays what it was unless another day was chosen. */
export function columnsOf(values: ActivityValues, former: Activity | null = null) {
  const keepsMoment = former !== null && valuesOf(former).day === values.day
  const minutes = Math.round(Number(values.minutes))
  return {
    type: values.type,
    subject: values.subject.trim() || null,
    description: values.text,
    activity_date: keepsMoment ? former.activity_date : momentOf(values.day),
    duration_minutes: values.minutes.trim() !== '' && minutes >= 0 ? minutes : null,
    outcome: values.outcome.trim() || null,
    sentiment: values.sentiment || null,
  }
}

/** Today means now; another day means its noon, so that no time zone moves it. */
function momentOf(day: string): string {
  const isToday = day === '' || day === today()
  return (isToday ? new Date() : new Date(`${day}T12:00:00`)).toISOString()
}
