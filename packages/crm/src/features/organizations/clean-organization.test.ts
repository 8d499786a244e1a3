import { describe, expect, it } from 'vitest'
import { cleanOrganization } from './clean-organization.ts'

describe('cleanOrganization', () => {
  it('keeps links that say something, without spaces around them', () => {
    const context_links = [' https://one.example ', '', null, undefined, 'two.example']
    expect(cleanOrganization({ name: 'A', context_links })).toEqual({
      name: 'A',
      context_links: ['https://one.example', 'two.example'],
    })
  })

  it('says that there are none when all are empty, and nothing about links that it was not given', () => {
    expect(cleanOrganization({ context_links: [''] })).toEqual({ context_links: null })
    expect(cleanOrganization({ name: 'A' })).toEqual({ name: 'A' })
  })
})
