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
import { keyOf } from '../../ui/choices.ts'
import { en } from './en.ts'

const SOURCE = fileURLToPath(new URL('../../', import.meta.url))

function texts(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(texts) : []
}

function lookUp(key: string): unknown {
  return key
    .split('.')
    .reduce<unknown>((at, part) => (at as Record<string, unknown> | undefined)?.[part], en)
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

describe('the English catalog', () => {
  it('never says the old word for an opportunity', () => {
    expect(texts(en).filter((text) => /\bdeals?\b/i.test(text))).toEqual([])
  })

  it('has every key that the sources name', () => {
    const keys = keysInSources()
    const isWords = (value: unknown) => typeof value === 'string' || typeof value === 'object'
    expect(keys.length).toBeGreaterThan(200)
    expect(keys.filter(({ key }) => !isWords(lookUp(key)))).toEqual([])
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
      (value) => typeof lookUp(`crm.${group}.${keyOf(value)}`) !== 'string',
    )
    expect(missing).toEqual([])
  })
})
