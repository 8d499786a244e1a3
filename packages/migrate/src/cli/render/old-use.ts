import type { OldUse } from '../../engine/grace/old-use.ts'
import { forTerminal } from './shown.ts'
import { fit, number } from './text.ts'

const MOST_STATEMENTS = 10

/** What is known of the use of old names, for people. */
export function oldUseText(given: OldUse): string {
  const { names, seen, statements } = forTerminal(onOneLine(given))
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

/** Statements are read on a line each; their breaks are no names. */
function onOneLine({ names, seen, statements }: OldUse): OldUse {
  const oneLine = <Row extends { query: string }>(row: Row): Row => ({
    ...row,
    query: fit(row.query.replaceAll(/\s+/g, ' ').trim(), 120),
  })
  return { names, seen: seen.map(oneLine), statements: statements?.map(oneLine) ?? null }
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
  return `  ${name}: ${role} (${application}, ${address}), in ${number(times)} samples, last at ${time(lastSeenAt)}: ${query}`
}

function statementLines(statements: OldUse['statements']): readonly string[] {
  if (statements === null) return ['pg_stat_statements is not installed, or hidden from this role.']
  if (statements.length === 0) return ['pg_stat_statements knows no statement that names them.']
  return [
    'Statements that name them, by pg_stat_statements (this role left out):',
    ...statements
      .slice(0, MOST_STATEMENTS)
      .map(({ role, calls, query }) => `  ${role}, ${number(calls)} times: ${query}`),
    ...(statements.length > MOST_STATEMENTS
      ? [`  … and ${number(statements.length - MOST_STATEMENTS)} more`]
      : []),
  ]
}

function time(date: Date): string {
  return date.getTime() > 8_000_000_000_000_000 ? 'never' : `${date.toISOString().slice(0, 19)}Z`
}
