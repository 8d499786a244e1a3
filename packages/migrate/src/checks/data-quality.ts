import { column, table } from '@valence/schema'
import { ask } from './ask.ts'
import type { Finding, GoNoGoCheck } from './finding.ts'

interface Question {
  readonly check: string
  readonly message: (count: number) => string
  readonly query: string
  readonly severity: 'warning' | 'notice'
  readonly fix: string
}

const questions: readonly Question[] = [
  {
    check: 'dangling-contact-id',
    severity: 'warning',
    message: (count) =>
      counted(
        count,
        'deal lists contacts that no longer exist',
        'deals list contacts that no longer exist',
      ),
    query: `select d.id as example from public.deals as d
      where exists (
        select from unnest(d.contact_ids) as item (contact_id)
        where item.contact_id is not null
          and not exists (select from public.contacts as c where c.id = item.contact_id)
      )`,
    fix: 'Nothing to do: the ids stay in contact_ids, and only contacts that exist are linked.',
  },
  {
    check: 'duplicate-contact-id',
    severity: 'notice',
    message: (count) =>
      counted(count, 'deal lists a contact more than once', 'deals list a contact more than once'),
    query: `select d.id as example from public.deals as d
      where cardinality(d.contact_ids) <> (select count(distinct coalesce(item, -1)) from unnest(d.contact_ids) as item)`,
    fix: 'Nothing to do: the first place counts, and contact_ids stays as it is.',
  },
  {
    check: 'deal-without-company',
    severity: 'notice',
    message: (count) => counted(count, 'deal has no company', 'deals have no company'),
    query: 'select d.id as example from public.deals as d where d.company_id is null',
    fix: 'Nothing to do: they become opportunities without a customer.',
  },
  {
    check: 'contact-without-company',
    severity: 'notice',
    message: (count) => counted(count, 'contact has no company', 'contacts have no company'),
    query: 'select c.id as example from public.contacts as c where c.company_id is null',
    fix: 'Nothing to do: they become contacts without an organization.',
  },
  {
    check: 'deal-without-amount',
    severity: 'notice',
    message: (count) => counted(count, 'deal has no amount', 'deals have no amount'),
    query: 'select d.id as example from public.deals as d where d.amount is null',
    fix: 'Nothing to do: they stay without one and count as zero in sums.',
  },
]

/** Rows that are legal and will migrate, but that someone should look at. */
export const dataQuality: GoNoGoCheck = {
  id: 'data-quality',
  async run(sql) {
    const findings: Finding[] = []
    for (const question of questions) {
      const found = await ask(sql, question.query)
      if (found.count === 0) continue
      findings.push({
        check: question.check,
        severity: question.severity,
        message: question.message(found.count),
        count: found.count,
        examples: found.examples,
        fix: question.fix,
      })
    }
    return findings
  },
}

/** tasks.sales_id has no foreign key in most generations. */
export const orphanTaskOwners: GoNoGoCheck = {
  id: 'task-owner',
  async run(sql, { catalog }) {
    if (column(table(catalog, 'tasks'), 'sales_id') === undefined) return []
    const found = await ask(
      sql,
      `select t.id as example from public.tasks as t
       where t.sales_id is not null and not exists (select from public.sales as s where s.id = t.sales_id)`,
    )
    if (found.count === 0) return []
    return [
      {
        check: 'task-owner',
        severity: 'warning',
        message: counted(
          found.count,
          'task belongs to a user that does not exist',
          'tasks belong to a user that does not exist',
        ),
        count: found.count,
        examples: found.examples,
        fix: 'Give them to someone: update public.tasks set sales_id = … where id in (…)',
      },
    ]
  },
}

function counted(count: number, one: string, many: string): string {
  return `${count.toLocaleString('en-US')} ${count === 1 ? one : many}`
}
