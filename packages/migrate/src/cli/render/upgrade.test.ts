import { expect, it } from 'vitest'
import { upgradeLines } from './upgrade.ts'

const moment = (table: string, mode: string) => ({ table, mode, duration: 'moment' }) as const

it('says of an upgrade what it does, and which tables it locks, within 80 columns', () => {
  const tables = Array.from({ length: 12 }, (_, number) => `public.some_table_${number}`)
  const lines = upgradeLines({
    from: 1,
    to: 3,
    isCurrent: false,
    isMigrating: false,
    seconds: 2,
    changes: [
      { what: 'step 2: lists', lock: moment('public.tasks', 'ACCESS EXCLUSIVE') },
      { what: 'step 2: lists', lock: moment('public.tags', 'ACCESS EXCLUSIVE') },
      { what: 'create function valence.a()', lock: null },
      ...tables.map((table) => ({
        what: `create trigger ${table}.one`,
        lock: moment(table, 'SHARE ROW EXCLUSIVE'),
      })),
    ],
  })
  expect(lines.slice(0, 5)).toEqual([
    'Schema 1 → 3, about 2.0 s, while people work',
    '  step 2: lists',
    '      ACCESS EXCLUSIVE for milliseconds: tasks, tags',
    '  1 function; no table is locked',
    '  12 triggers, one after another',
  ])
  expect(lines.slice(5).join(' ')).toContain('some_table_11 (1)')
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(80)
})
