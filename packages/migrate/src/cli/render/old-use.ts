import type { OldUse } from '../../engine/grace/old-use.ts'
import { fit, number } from './text.ts'

const MOST_STATEMENTS = 10

/** What is known of the use of old names, for people. */
export function oldUseText({ names, seen, statements }: OldUse): string {
  return [
    'Old names since the migration:',
    ...names.map(nameLine),
    '',
    ...(seen.length === 0
      ? ['No one was seen using one. --for 60 watches sessions for a minute.']
      : ['Seen using them:', ...seen.map(userLine)]),
    '',
    ...statementLines(statements),
  ].join('\n')
}

function nameLine({
  name,
  uses,
  lastUsedAt,
  isExact,
  silentSince,
}: OldUse['names'][number]): string {
  const silence = `silent since ${time(silentSince)}`
  if (lastUsedAt === null) return `  ${name.padEnd(18)} not used, ${silence}`
  const last = `last ${isExact ? 'at' : 'before'} ${time(lastUsedAt)}`
  return `  ${name.padEnd(18)} ${number(uses)} statements, ${last}, ${silence}`
}

function userLine({
  name,
  role,
  application,
  address,
  times,
  lastSeenAt,
  query,
}: OldUse['seen'][number]): string {
  return `  ${name}: ${role} (${application}, ${address}), in ${number(times)} samples, last at ${time(lastSeenAt)}: ${oneLine(query)}`
}

function statementLines(statements: OldUse['statements']): readonly string[] {
  if (statements === null) return ['pg_stat_statements is not installed, or hidden from this role.']
  if (statements.length === 0) return ['pg_stat_statements knows no statement that names them.']
  return [
    'Statements that name them, by pg_stat_statements (this role left out):',
    ...statements
      .slice(0, MOST_STATEMENTS)
      .map(({ role, calls, query }) => `  ${role}, ${number(calls)} times: ${oneLine(query)}`),
    ...(statements.length > MOST_STATEMENTS
      ? [`  … and ${number(statements.length - MOST_STATEMENTS)} more`]
      : []),
  ]
}

function oneLine(query: string): string {
  return fit(query.replaceAll(/\s+/g, ' ').trim(), 120)
}

function time(date: Date): string {
  return date.getTime() > 8_000_000_000_000_000 ? 'never' : `${date.toISOString().slice(0, 19)}Z`
}
