import type {
  OpportunityContact,
  OpportunityNote,
  OpportunityParticipant,
  Opportunity as OpportunityRow,
} from '@valence/schema'
import { boardPositions } from '../board.ts'
import { contact } from '../entities/contact.ts'
import { contactRole } from '../entities/contact-links.ts'
import { type Deal, deal } from '../entities/deal.ts'
import { dealNote } from '../entities/deal-note.ts'
import { opportunity, opportunityStage } from '../entities/opportunity.ts'
import { Draw, streamTag } from '../random.ts'
import type { World } from '../world.ts'
import { isoDay, isoTime, records, type TypedRecords } from './records.ts'

const MEMBER = streamTag('opportunity member')

export function opportunityRecords(world: World): TypedRecords<OpportunityRow> {
  const shape = records('opportunities', world.counts.deals, (id) => opportunityRow(world, id, 0), {
    contact_ids: 'numbers',
  })
  return {
    ...shape,
    *rows() {
      const position = boardPositions(world, (id, life) => opportunityStage(world, id, life))
      for (let id = 1; id <= world.counts.deals; id++) yield opportunityRow(world, id, position(id))
    },
  }
}

function opportunityRow(world: World, id: number, index: number): OpportunityRow {
  const facts = opportunity(world, id)
  return {
    id,
    name: facts.name,
    customer_organization_id: facts.company.id,
    contact_ids: [...facts.contactIds],
    category: facts.category.slug,
    legacy_stage: null,
    description: facts.description,
    amount: facts.amount,
    created_at: isoTime(facts.createdAt),
    updated_at: isoTime(facts.closedAt ?? facts.createdAt),
    archived_at: facts.archivedAt === null ? null : isoTime(facts.archivedAt),
    expected_closing_date: isoDay(facts.expectedClosingDate),
    sales_id: facts.salesId,
    index,
    stage: facts.stage,
    status: facts.status,
    priority: facts.priority,
    probability: facts.probability,
    probability_manual: facts.isProbabilityManual,
    original_company_id: null,
    actual_close_date: isoDay(facts.closedAt),
    next_action: facts.nextAction,
    next_action_date: isoDay(facts.nextActionDate),
    competition: facts.competition,
    decision_criteria: facts.decisionCriteria,
    lost_reason: facts.lostReason,
    deleted_at: null,
  }
}

export function opportunityContactRecords(world: World): TypedRecords<OpportunityContact> {
  return {
    table: 'opportunity_contacts',
    columns: ['id', 'opportunity_id', 'contact_id', 'role', 'is_primary', 'position', 'created_at'],
    *rows() {
      let id = 0
      for (let dealId = 1; dealId <= world.counts.deals; dealId++) {
        const facts = deal(world, dealId)
        for (const [place, contactId] of facts.contactIds.entries()) {
          yield opportunityContactRow(world, ++id, { facts, contactId, place })
        }
      }
    },
  }
}

function opportunityContactRow(
  world: World,
  id: number,
  member: { readonly facts: Deal; readonly contactId: number; readonly place: number },
): OpportunityContact {
  const hasRole = new Draw(world.seed, MEMBER, id).chance(0.6)
  return {
    id,
    opportunity_id: member.facts.id,
    contact_id: member.contactId,
    role: hasRole ? contactRole(contact(world, member.contactId).job) : null,
    is_primary: member.place === 0,
    position: member.place + 1,
    created_at: isoTime(member.facts.createdAt),
  }
}

/** The customer, and every other organization that the opportunity's people come from, as partner. */
export function opportunityParticipantRecords(world: World): TypedRecords<OpportunityParticipant> {
  return {
    table: 'opportunity_participants',
    columns: [
      ...(['id', 'opportunity_id', 'organization_id', 'role', 'is_primary'] as const),
      ...(['notes', 'created_at', 'created_by', 'deleted_at'] as const),
    ],
    *rows() {
      let id = 0
      for (let dealId = 1; dealId <= world.counts.deals; dealId++) {
        const facts = deal(world, dealId)
        for (const organizationId of participants(world, facts)) {
          yield participantRow(++id, facts, organizationId)
        }
      }
    },
  }
}

function participants(world: World, facts: Deal): ReadonlySet<number> {
  const organizations = new Set([facts.company.id])
  for (const contactId of facts.contactIds) {
    const { companyId } = contact(world, contactId)
    if (companyId !== null) organizations.add(companyId)
  }
  return organizations
}

function participantRow(id: number, facts: Deal, organizationId: number): OpportunityParticipant {
  const isCustomer = organizationId === facts.company.id
  return {
    id,
    opportunity_id: facts.id,
    organization_id: organizationId,
    role: isCustomer ? 'customer' : 'partner',
    is_primary: isCustomer,
    notes: null,
    created_at: isoTime(facts.createdAt),
    created_by: facts.salesId,
    deleted_at: null,
  }
}

export function opportunityNoteRecords(world: World): TypedRecords<OpportunityNote> {
  return records<OpportunityNote>(
    'opportunity_notes',
    world.counts.dealNotes,
    (id) => {
      const note = dealNote(world, id)
      return {
        id,
        opportunity_id: note.deal.id,
        type: null,
        text: note.text,
        date: isoTime(note.date),
        sales_id: note.salesId,
        attachments: note.attachments === null ? null : [...note.attachments],
      }
    },
    { attachments: 'jsons' },
  )
}
