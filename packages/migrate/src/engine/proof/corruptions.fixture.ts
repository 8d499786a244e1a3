/** A fault that someone planted in a migrated database, as if the migration had made it. */
export interface Corruption {
  readonly what: string
  readonly sql: string
  /** The check that has to find it. */
  readonly foundBy: RegExp
}

/** Rows that the faults need, put into the installation before it is migrated. */
export const PREPARATION = `
  update public.deals set description = '' where id = 3;
  update public.deals set description = null, amount = null where id = 4;
  update public.deals set company_id = 1, contact_ids = '{3,1,2,1}' where id = 5;
  update public.deals set company_id = 2, contact_ids = '{2,4}', created_at = '2025-03-30 01:30:00+00' where id = 6;
  update public.contacts set company_id = 1, background = 'é' where id = 1;
  update public.contacts set company_id = 2 where id = 2;
  update public.companies set context_links = '["https://example.test/a", "https://example.test/b"]' where id = 1;
  update public.deal_notes set attachments = '{}' where id = 1;
  update public.deal_notes set attachments = null, text = 'Zażółć ' where id = 2`

const IN_OPPORTUNITIES = /^deals reads as before$/
const IN_CONTACTS = /^contacts reads as before$/
const IN_COMPANIES = /^companies reads as before$/
const IN_TIMELINE = /^every opportunity note is an interaction with the same content$/
const IN_LINKS = /^contacts of an opportunity are those of its array$/

const opportunity = (what: string, assignment: string, id = 5): Corruption => ({
  what,
  sql: `update public.opportunities set ${assignment} where id = ${id}`,
  foundBy: IN_OPPORTUNITIES,
})

const activity = (what: string, assignment: string, note = 2): Corruption => ({
  what,
  sql: `update public.activities set ${assignment} where source_table = 'opportunity_notes' and source_id = ${note}`,
  foundBy: IN_TIMELINE,
})

export const corruptions: readonly Corruption[] = [
  opportunity("NULL for ''", 'description = null', 3),
  opportunity("'' for NULL", "description = ''", 4),
  opportunity('a trailing space', "name = name || ' '"),
  opportunity('another case', 'name = upper(name)'),
  opportunity('a time zone', "created_at = created_at - interval '1 hour'", 6),
  opportunity('a microsecond', "created_at = created_at + interval '1 microsecond'", 6),
  opportunity('a day', 'expected_closing_date = coalesce(expected_closing_date, current_date) + 1'),
  opportunity('an amount of one more', 'amount = coalesce(amount, 0) + 1'),
  opportunity('0 for NULL', 'amount = 0', 4),
  opportunity('another customer', 'customer_organization_id = 2'),
  opportunity('another legacy stage', "legacy_stage = legacy_stage || '!'"),
  opportunity('another order of contacts', "contact_ids = '{1,2,3,1}'"),
  opportunity('a duplicate that was removed', "contact_ids = '{3,1,2}'"),
  opportunity('another place on the board', 'index = coalesce(index, 0) + 1'),
  opportunity('an archive date', 'archived_at = now()'),
  opportunity(
    'another owner',
    'sales_id = (select max(id) from public.sales where id <> coalesce(opportunities.sales_id, 0))',
  ),
  {
    what: 'two swapped ids',
    sql: `update public.opportunities set id = case id when 5 then 6000005 else 6000006 end where id in (5, 6);
      update public.opportunities set id = case id when 6000005 then 6 else 5 end where id in (6000005, 6000006)`,
    foundBy: IN_OPPORTUNITIES,
  },
  {
    what: 'a stage that its legacy stage does not mean',
    sql: `update public.opportunities set stage = case when stage = 'lead' then 'proposal' else 'lead' end::public.opportunity_stage where id = 5`,
    foundBy: /^stage and legacy stage mean the same$/,
  },
  {
    what: 'a probability that is not its stage’s',
    sql: 'update public.opportunities set probability = 33 where id = 5',
    foundBy: /^probability follows the stage/,
  },
  {
    what: 'another organization of before',
    sql: 'update public.opportunities set original_company_id = 2 where id = 5',
    foundBy: /^opportunities remember their organization of before$/,
  },
  {
    what: 'no organization of before',
    sql: 'update public.contacts set company_id_backup = null where id = 1',
    foundBy: /^contacts remember their organization of before$/,
  },
  {
    what: 'a letter in another normal form',
    sql: `update public.contacts set background = normalize(background, nfd) where id = 1`,
    foundBy: IN_CONTACTS,
  },
  {
    what: 'an address that lost an element',
    sql: `update public.contacts set email_jsonb = '[]' where id = (select min(id) from public.contacts where email_jsonb <> '[]')`,
    foundBy: IN_CONTACTS,
  },
  {
    what: 'a contact in another organization',
    sql: 'update public.contacts set company_id = 2 where id = 1',
    foundBy: IN_CONTACTS,
  },
  {
    what: 'a tab behind a name',
    sql: `update public.companies set name = name || e'\\t' where id = 1`,
    foundBy: IN_COMPANIES,
  },
  {
    what: 'json with other spaces',
    sql: `update public.companies set context_links = '["https://example.test/a","https://example.test/b"]' where id = 1`,
    foundBy: IN_COMPANIES,
  },
  {
    what: 'a lost update of a note',
    sql: `update public.opportunity_notes set text = 'what was there before' where id = 2`,
    foundBy: IN_TIMELINE,
  },
  {
    what: 'a note at another opportunity',
    sql: `update public.opportunity_notes set opportunity_id = case opportunity_id when 5 then 6 else 5 end where id = 2`,
    foundBy: /^deal_notes reads as before$/,
  },
  activity('a trimmed text', 'description = rtrim(description)'),
  activity('a shifted date', "activity_date = activity_date + interval '2 hours'"),
  activity(
    'another author',
    'created_by = (select max(id) from public.sales where id <> coalesce(activities.created_by, 0))',
  ),
  activity('{} for NULL', "attachments = '{}'"),
  activity('NULL for {}', 'attachments = null', 1),
  activity('an interaction called an engagement', "activity_type = 'engagement'"),
  {
    what: 'a lost activity',
    sql: `delete from public.activities where source_table = 'opportunity_notes' and source_id = 2`,
    foundBy: IN_TIMELINE,
  },
  {
    what: 'an activity of a note that never was',
    sql: `insert into public.activities (activity_type, type, contact_id, source_table, source_id) values ('engagement', 'note', 1, 'contact_notes', 900001)`,
    foundBy: /^every activity of a note has its note$/,
  },
  {
    what: 'a contact without its primary organization',
    sql: 'delete from public.contact_organizations where contact_id = 1 and is_primary_organization',
    foundBy: /^the primary organization is the contact's organization$/,
  },
  {
    what: 'a link to another organization',
    sql: 'update public.contact_organizations set organization_id = 3 where contact_id = 1 and is_primary_organization',
    foundBy: /^the primary organization is the contact's organization$/,
  },
  {
    what: 'a lost contact of an opportunity',
    sql: 'delete from public.opportunity_contacts where opportunity_id = 5 and contact_id = 3',
    foundBy: IN_LINKS,
  },
  {
    what: 'swapped places of contacts',
    sql: `update public.opportunity_contacts set position = case position when 1 then 2 else 1 end where opportunity_id = 5 and position in (1, 2)`,
    foundBy: /^contacts keep the order of the array$/,
  },
  {
    what: 'an opportunity without its customer',
    sql: `delete from public.opportunity_participants where opportunity_id = 5 and is_primary`,
    foundBy: /^the customer is the primary participant$/,
  },
  {
    what: 'a tag of another colour',
    sql: `update public.tags set color = '#000001' where id = (select min(id) from public.tags)`,
    foundBy: /^tags reads as before$/,
  },
  {
    what: 'a task that is done',
    sql: `update public.tasks set done_date = coalesce(done_date, now()) + interval '1 second' where id = 1`,
    foundBy: /^tasks reads as before$/,
  },
  {
    what: 'a lost setting',
    sql: `update public.configuration set config = config - (select min(k) from jsonb_object_keys(config) as k) || '{"x": 1}'`,
    foundBy: /^configuration reads as before$/,
  },
  {
    what: 'a link to a contact that is gone',
    sql: `update public.interaction_participants set contact_id = 990001;
      insert into public.opportunity_contacts (opportunity_id, contact_id, position) values (5, 990001, 9)`,
    foundBy: /^\d+ foreign keys lead to rows that exist$/,
  },
  {
    what: 'a trigger that stayed switched off',
    sql: 'alter table public.contacts disable trigger "10_lowercase_contact_emails"',
    foundBy: /^every trigger of the installation is there, enabled as before$/,
  },
  {
    what: 'a door that was opened',
    sql: 'grant select on public.activities to anon; alter table public.activities disable row level security',
    foundBy: /^a visitor sees nothing new$/,
  },
  {
    what: 'a policy that is gone',
    sql: 'drop policy "Deals Delete Policy" on public.opportunities',
    foundBy: /^everyone has the same doors as before/,
  },
  {
    what: 'an old name that ignores row security',
    sql: 'alter view public.deals reset (security_invoker)',
    foundBy: /^everyone has the same doors as before/,
  },
]
