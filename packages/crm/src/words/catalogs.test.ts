import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import {
  contactRoles,
  decisionAuthorities,
  interactionTypes,
  opportunityStages,
  opportunityStatuses,
  organizationTypes,
  participantRoles,
  priorityLevels,
  purchaseInfluences,
} from '@valence/schema'
import { describe, expect, it } from 'vitest'
import { keyOf } from '../ui/choices.ts'
import { en } from './english.ts'
import { fr } from './french.ts'

const catalogs = [
  ['English', en],
  ['French', fr],
] as const

const SOURCE = fileURLToPath(new URL('../', import.meta.url))

function texts(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(texts) : []
}

function lookUp(key: string, catalog: unknown = en): unknown {
  return key
    .split('.')
    .reduce<unknown>((at, part) => (at as Record<string, unknown> | undefined)?.[part], catalog)
}

/** Every text with its key: `crm.action.save`, «Save». */
function entries(value: unknown, key = ''): [string, string][] {
  if (typeof value === 'string') return [[key, value]]
  return Object.entries(value as object).flatMap(([part, inner]) =>
    entries(inner, key === '' ? part : `${key}.${part}`),
  )
}

/** The places for values in a text, each form of a plural by itself. */
function places(text: string): string[] {
  return text.split('||||').map((form) => {
    const names = [...form.matchAll(/%\{(\w+)\}/g)].map((match) => match[1] ?? '')
    return [...new Set(names)].sort().join(' ')
  })
}

function keysInSources(): { file: string; key: string }[] {
  return readdirSync(SOURCE, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file) && !/\.test\.tsx?$/.test(file))
    .flatMap((file) => {
      const code = readFileSync(join(SOURCE, file), 'utf8')
      const found = code.matchAll(/['"](crm\.[a-z0-9_]+(?:\.[a-z0-9_]+)+)['"]/g)
      return [...found].map((match) => ({ file, key: match[1] ?? '' }))
    })
}

describe.each(catalogs)('the %s catalog', (_language, catalog) => {
  it('never says the old word for an opportunity', () => {
    expect(texts(catalog).filter((text) => /\bdeals?\b/i.test(text))).toEqual([])
  })

  it('has every key that the sources name', () => {
    const keys = keysInSources()
    const isWords = (value: unknown) => typeof value === 'string' || typeof value === 'object'
    expect(keys.length).toBeGreaterThan(200)
    expect(keys.filter(({ key }) => !isWords(lookUp(key, catalog)))).toEqual([])
  })

  it.each([
    ['stage', opportunityStages],
    ['opportunity_status', opportunityStatuses],
    ['priority', priorityLevels],
    ['organization_type', organizationTypes],
    ['contact_role', contactRoles],
    ['participant_role', participantRoles],
    ['purchase_influence', purchaseInfluences],
    ['decision_authority', decisionAuthorities],
    ['activity_type', interactionTypes],
  ])('has a label for each %s', (group, values) => {
    const missing = values.filter(
      (value) => typeof lookUp(`crm.${group}.${keyOf(value)}`, catalog) !== 'string',
    )
    expect(missing).toEqual([])
  })
})

describe('the French catalog', () => {
  it('has the places for values that English has', () => {
    const french = new Map(entries(fr.crm))
    const differing = entries(en.crm).filter(
      ([key, text]) => places(text).join('|') !== places(french.get(key) ?? '').join('|'),
    )
    expect(differing).toEqual([])
  })

  it('has a word of its own for nearly everything', () => {
    const french = new Map(entries(fr.crm))
    const same = entries(en.crm).filter(([key, text]) => french.get(key) === text)
    // Contact, Type, Description and the like are French as well.
    expect(same.length / french.size).toBeLessThan(0.15)
  })
})
