import { column, table } from '@valence/schema'
import { ask } from './ask.ts'
import type { Finding, GoNoGoCheck } from './finding.ts'

interface Reference {
  readonly from: string
  readonly column: string
  readonly to: string
  /** Whether a null is a fault too. */
  readonly isRequired: boolean
}

/** Rows that the new foreign keys would refuse, or that have no meaning in the new shape. */
export const danglingReferences: GoNoGoCheck = {
  id: 'dangling-reference',
  async run(sql, { catalog, detection }) {
    const { opportunityNotes, contactNotes } = detection.shape
    const references: readonly Reference[] = [
      { from: 'deals', column: 'company_id', to: 'companies', isRequired: false },
      { from: 'contacts', column: 'company_id', to: 'companies', isRequired: false },
      { from: opportunityNotes, column: 'deal_id', to: 'deals', isRequired: true },
      { from: opportunityNotes, column: 'sales_id', to: 'sales', isRequired: false },
      { from: contactNotes, column: 'contact_id', to: 'contacts', isRequired: true },
      { from: contactNotes, column: 'sales_id', to: 'sales', isRequired: false },
    ]
    const findings: Finding[] = []
    for (const reference of references) {
      if (column(table(catalog, reference.from), reference.column) === undefined) continue
      const found = await ask(sql, danglingQuery(reference))
      if (found.count > 0) findings.push(danglingFinding(reference, found))
    }
    const nulls = await ask(
      sql,
      'select d.id as example from public.deals as d where d.stage is null',
    )
    if (nulls.count > 0) {
      findings.push(
        blocker(
          `${nulls.count} deals have no stage`,
          nulls,
          `update public.deals set stage = 'opportunity' where stage is null; -- or the stage that each has`,
        ),
      )
    }
    if (column(table(catalog, 'deals'), 'contact_ids')?.type === 'bigint[]') {
      const odd = await ask(
        sql,
        `select d.id as example from public.deals as d
         where array_ndims(d.contact_ids) > 1 or array_lower(d.contact_ids, 1) <> 1`,
      )
      if (odd.count > 0) {
        const fix =
          'update public.deals set contact_ids = array(select unnest(contact_ids)) where array_ndims(contact_ids) > 1 or array_lower(contact_ids, 1) <> 1;'
        findings.push(blocker(`${odd.count} deals have contact_ids of an unusual shape`, odd, fix))
      }
    }
    return findings
  },
}

function danglingQuery({ from, column: name, to, isRequired }: Reference): string {
  const missing = `not exists (select from public.${to} as p where p.id = t.${name})`
  return `select t.id as example from public."${from}" as t
    where ${isRequired ? `t.${name} is null or ${missing}` : `t.${name} is not null and ${missing}`}`
}

function danglingFinding(reference: Reference, found: Found): Finding {
  const { from, column: name, to } = reference
  return blocker(
    `${found.count} rows of ${from} have a ${name} that is not in ${to}`,
    found,
    fixFor(reference),
  )
}

/** A note without its deal or contact has no meaning; other references may be left empty. */
function fixFor({ from, column: name, to, isRequired }: Reference): string {
  const isMissing = `not exists (select from public.${to} as p where p.id = t.${name})`
  return isRequired
    ? `Give them one, or look at them and: delete from public."${from}" as t where t.${name} is null or ${isMissing};`
    : `Correct them, or: update public."${from}" as t set ${name} = null where t.${name} is not null and ${isMissing};`
}

type Found = { readonly count: number; readonly examples: readonly string[] }

function blocker(message: string, found: Found, fix: string): Finding {
  return {
    check: 'dangling-reference',
    severity: 'blocker',
    message,
    count: found.count,
    examples: found.examples,
    fix,
  }
}
