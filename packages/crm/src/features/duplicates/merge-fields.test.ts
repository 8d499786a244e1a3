import { describe, expect, it } from 'vitest'
import { differingFields, joined, proposedSide } from './merge-fields.ts'

describe('what a merge asks and proposes', () => {
  it('asks for fields that differ, and takes null and nothing for the same', () => {
    const one = { first_name: 'Ada', last_name: 'King', title: null }
    const two = { first_name: 'Ada', last_name: 'Lovelace', title: '' }
    expect(differingFields('contacts', one, two).map(({ source }) => source)).toEqual(['last_name'])
  })

  it('proposes the value of the one that stays, unless only the other has one', () => {
    expect(proposedSide('title', { title: 'CEO' }, { title: 'CTO' })).toBe('stays')
    expect(proposedSide('title', { title: null }, { title: 'CTO' })).toBe('goes')
    expect(proposedSide('title', { title: 'CEO' }, { title: null })).toBe('stays')
  })

  it('joins addresses, numbers and tags, each once', () => {
    const stays = {
      email_jsonb: [{ email: 'a@x.example', type: 'Work' }],
      phone_jsonb: null,
      tags: [1, 2],
    }
    const goes = {
      email_jsonb: [
        { email: 'A@x.example', type: 'Home' },
        null,
        { email: 'b@x.example', type: 'Work' },
      ],
      phone_jsonb: [{ number: '1', type: 'Work' }],
      tags: [2, 3],
    }
    expect(joined('contacts', stays, goes)).toEqual({
      email_jsonb: [
        { email: 'a@x.example', type: 'Work' },
        { email: 'b@x.example', type: 'Work' },
      ],
      phone_jsonb: [{ number: '1', type: 'Work' }],
      tags: [1, 2, 3],
    })
  })
})
