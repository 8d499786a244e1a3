import type { Activity } from '@valence/schema'
import { contact } from '../entities/contact.ts'
import { contactNote } from '../entities/contact-note.ts'
import { dealNote } from '../entities/deal-note.ts'
import {
  type LoggedActivity,
  loggedActivity,
  loggedActivityCount,
} from '../entities/logged-activity.ts'
import type { World } from '../world.ts'
import { isoDay, isoTime, records, type TypedRecords } from './records.ts'

/** What is the same for most activities. */
const PLAIN = {
  subject: null,
  duration_minutes: null,
  contact_id: null,
  opportunity_id: null,
  follow_up_required: false,
  follow_up_date: null,
  outcome: null,
  sentiment: null,
  location: null,
  status: null,
  attachments: null,
  deleted_at: null,
  source_table: null,
  source_id: null,
} as const

/** One timeline: the notes on opportunities, the notes on contacts, then what was logged as a call, meeting, … */
export function activityRecords(world: World): TypedRecords<Activity> {
  const { dealNotes, contactNotes } = world.counts
  const rowOf = (id: number): Activity => {
    if (id <= dealNotes) return fromOpportunityNote(world, id, id)
    if (id <= dealNotes + contactNotes) return fromContactNote(world, id, id - dealNotes)
    return fromLog(world, id, id - dealNotes - contactNotes)
  }
  return records('activities', dealNotes + contactNotes + loggedActivityCount(world), rowOf, {
    attachments: 'jsons',
  })
}

function fromOpportunityNote(world: World, id: number, noteId: number): Activity {
  const note = dealNote(world, noteId)
  const date = isoTime(note.date)
  return {
    ...PLAIN,
    id,
    activity_type: 'interaction',
    type: 'note',
    description: note.text,
    activity_date: date,
    organization_id: note.deal.company.id,
    opportunity_id: note.deal.id,
    attachments: note.attachments === null ? null : [...note.attachments],
    created_at: date,
    updated_at: date,
    created_by: note.salesId,
    source_table: 'opportunity_notes',
    source_id: noteId,
  }
}

function fromContactNote(world: World, id: number, noteId: number): Activity {
  const note = contactNote(world, noteId)
  const date = isoTime(note.date)
  return {
    ...PLAIN,
    id,
    activity_type: 'engagement',
    type: 'note',
    description: note.text,
    activity_date: date,
    contact_id: note.contact.id,
    organization_id: note.contact.companyId,
    status: note.status,
    attachments: note.attachments === null ? null : [...note.attachments],
    created_at: date,
    updated_at: date,
    created_by: note.salesId,
    source_table: 'contact_notes',
    source_id: noteId,
  }
}

function fromLog(world: World, id: number, logId: number): Activity {
  const logged = loggedActivity(world, logId)
  const date = isoTime(logged.date)
  return {
    ...PLAIN,
    id,
    activity_type: logged.deal === null ? 'engagement' : 'interaction',
    type: logged.type,
    subject: logged.subject,
    description: logged.description,
    activity_date: date,
    duration_minutes: logged.minutes,
    contact_id: logged.contact.id,
    organization_id: logged.deal?.company.id ?? logged.contact.companyId,
    opportunity_id: logged.deal?.id ?? null,
    follow_up_required: logged.followUpOn !== null,
    follow_up_date: isoDay(logged.followUpOn),
    outcome: logged.outcome,
    sentiment: logged.sentiment,
    location: logged.location,
    created_at: date,
    updated_at: date,
    created_by: logged.salesId,
  }
}

interface ParticipantRow {
  readonly id: number
  readonly activity_id: number
  readonly contact_id: number
  readonly organization_id: number | null
  readonly role: 'customer' | 'partner'
  readonly notes: null
  readonly created_at: string
}

/** Who else was there: the other people of the opportunity, where people met. */
export function interactionParticipantRecords(world: World): TypedRecords<ParticipantRow> {
  return {
    table: 'interaction_participants',
    columns: ['id', 'activity_id', 'contact_id', 'organization_id', 'role', 'notes', 'created_at'],
    *rows() {
      const before = world.counts.dealNotes + world.counts.contactNotes
      let id = 0
      for (let logId = 1; logId <= loggedActivityCount(world); logId++) {
        const logged = loggedActivity(world, logId)
        for (const contactId of attendees(logged)) {
          yield participantRow(world, ++id, { logged, activityId: before + logId, contactId })
        }
      }
    },
  }
}

function attendees(logged: LoggedActivity): readonly number[] {
  const isGathering =
    logged.type === 'meeting' || logged.type === 'demo' || logged.type === 'site_visit'
  return isGathering && logged.deal !== null ? logged.deal.contactIds : []
}

function participantRow(
  world: World,
  id: number,
  at: { readonly logged: LoggedActivity; readonly activityId: number; readonly contactId: number },
): ParticipantRow {
  const { companyId } = contact(world, at.contactId)
  return {
    id,
    activity_id: at.activityId,
    contact_id: at.contactId,
    organization_id: companyId,
    role: companyId === at.logged.deal?.company.id ? 'customer' : 'partner',
    notes: null,
    created_at: isoTime(at.logged.date),
  }
}
