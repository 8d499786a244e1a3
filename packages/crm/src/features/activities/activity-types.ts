import type { InteractionType } from '@valence/schema'
import {
  CallIcon,
  EmailIcon,
  EventIcon,
  MeetingIcon,
  NextStepIcon,
  NoteIcon,
  PlaceIcon,
} from '../../ui/icons.ts'

/** The types that the composer offers first, by how often people log them. */
export const commonTypes = [
  'note',
  'call',
  'email',
  'meeting',
  'demo',
  'follow_up',
  'proposal',
  'site_visit',
  'trade_show',
  'contract_review',
  'check_in',
  'social',
] as const satisfies readonly InteractionType[]

/** What is logged with one press. */
export const quickTypes = [
  'note',
  'call',
  'email',
  'meeting',
  'site_visit',
] as const satisfies readonly InteractionType[]

/** The icon of a type. */
export function activityIcon(type: InteractionType): typeof NoteIcon {
  switch (type) {
    case 'call':
      return CallIcon
    case 'email':
      return EmailIcon
    case 'meeting':
    case 'demo':
      return MeetingIcon
    case 'site_visit':
    case 'trade_show':
      return PlaceIcon
    case 'follow_up':
    case 'check_in':
      return NextStepIcon
    case 'proposal':
    case 'contract_review':
      return EventIcon
    default:
      return NoteIcon
  }
}
