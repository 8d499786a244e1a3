/**
 * Measures what the pages of contacts and organizations ask of the database, as a signed-in user, on the target schema with
 * sample rows: lists, their filters, search, also of everything, roll-up, likely duplicates, and the warning while one types.
 *
 *     node --import tsx bench/people.ts --opportunities 110000 --contacts 100000 --output bench/results/people-100000.json
 *
 * 110,000 opportunities bring about 20,000 organizations. Each statement runs seven times; medians in milliseconds are
 * printed, by the clock and of the server's processor. The budget of a list is 100 ms, of the warning 300 ms.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { cpus, loadavg, tmpdir } from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { connect } from '@valence/db'
import { openStack } from '@valence/server'
import { loadPeople } from './parts/load-people.ts'
import { firstUser, type Read, timeReads } from './parts/reads.ts'

const { values } = parseArgs({
  options: {
    opportunities: { type: 'string', default: '110000' },
    contacts: { type: 'string', default: '100000' },
    output: { type: 'string' },
  },
})

const READS: readonly Read[] = [
  ['contacts, last activity first', `list_contacts('{}', 'last_seen', true)`],
  ['contacts, by last name', `list_contacts('{}', 'last_name')`],
  ['contacts, by first name', `list_contacts('{}', 'first_name')`],
  ['contacts, by organization', `list_contacts('{}', 'company_name')`],
  ['contacts, by open tasks', `list_contacts('{}', 'nb_tasks', true)`],
  ['contacts, a name', `list_contacts('{"q": "martin"}', 'last_seen', true)`],
  ['contacts, two words', `list_contacts('{"q": "anna martin"}', 'last_seen', true)`],
  ['contacts, a word with an accent', `list_contacts('{"q": "müller"}', 'last_seen', true)`],
  ['contacts, a name with a typo', `list_contacts('{"q": "martni"}', 'last_seen', true)`],
  ['contacts, a word that is nowhere', `list_contacts('{"q": "zzzyzx"}', 'last_seen', true)`],
  ['contacts, a role', `list_contacts('{"role": ["decision_maker"]}', 'last_seen', true)`],
  [
    'contacts, a role at a type of organization',
    `list_contacts('{"role": ["buyer"], "organization_type": ["prospect"]}', 'last_seen', true)`,
  ],
  [
    'contacts, a type of organization',
    `list_contacts('{"organization_type": ["customer"]}', 'last_seen', true)`,
  ],
  [
    'contacts, an organization',
    `list_contacts('{"linked_organization": [77]}', 'last_seen', true)`,
  ],
  ['contacts, a tag', `list_contacts('{"tag": [3]}', 'last_seen', true)`],
  ['contacts, a status', `list_contacts('{"status": ["hot"]}', 'last_seen', true)`],
  [
    'contacts, last activity before a day',
    `list_contacts('{"last_seen@lt": "2026-06-01"}', 'last_seen', true)`,
  ],
  ['contacts, with open tasks', `list_contacts('{"with_tasks": true}', 'last_seen', true)`],
  ['contacts, an owner', `list_contacts('{"sales_id": [2]}', 'last_seen', true)`],
  ['organizations, by name', `list_organizations()`],
  ['organizations, by people', `list_organizations('{}', 'nb_contacts', true)`],
  ['organizations, by opportunities', `list_organizations('{}', 'nb_opportunities', true)`],
  ['organizations, a word', `list_organizations('{"q": "north"}')`],
  ['organizations, a typo', `list_organizations('{"q": "northen"}')`],
  [
    'organizations, types and priorities',
    `list_organizations('{"organization_type": ["customer"], "priority": ["A", "B"]}')`,
  ],
  ['organizations, a tag', `list_organizations('{"tag": [3]}')`],
  ['search of everything, a name', `search_everything('martin')`],
  ['search of everything, two words', `search_everything('anna north')`],
  ['search of everything, where it guesses', `search_everything('martni')`],
  [
    'the organization with the most opportunities, with roll-up and people',
    `organization_overview((
      select o.customer_organization_id from public.opportunities as o
      where o.customer_organization_id is not null group by 1 order by count(*) desc limit 1
    ))`,
  ],
  ['likely duplicates of contacts', `likely_duplicates('contacts')`],
  ['likely duplicates of organizations', `likely_duplicates('organizations')`],
  [
    'warning of a contact',
    `similar_records('contacts', '{"first_name": "Anna", "last_name": "Martni", "emails": ["anna@mail.example"]}')`,
  ],
  [
    'warning of an organization',
    `similar_records('organizations', '{"name": "Northwnid Works", "website": "northwind.example"}')`,
  ],
]

const home = await mkdtemp(path.join(tmpdir(), 'valence-bench-people-'))
const stack = await openStack({ home })
try {
  const db = connect(stack.databaseUrl, { max: 1 })
  const there = await loadPeople(db, {
    opportunities: Number(values.opportunities),
    contacts: Number(values.contacts),
  })
  const result = {
    ...there,
    cpu: cpus()[0]?.model,
    loadBefore: loadavg(),
    reads: await timeReads(db, await firstUser(db), READS),
    loadAfter: loadavg(),
  }
  process.stdout.write(`${JSON.stringify(result, null, 2)}\n`)
  if (values.output) await writeFile(values.output, `${JSON.stringify(result, null, 2)}\n`)
  await db.end()
} finally {
  await stack.stop()
  await rm(home, { recursive: true, force: true })
}
