import { describe, expect, it } from 'vitest'
import { createQueryClient } from './kept-answers.ts'

function memory() {
  const content = new Map<string, string>()
  return {
    content,
    getItem: (key: string) => content.get(key) ?? null,
    setItem: (key: string, value: string) => void content.set(key, value),
    removeItem: (key: string) => void content.delete(key),
  }
}

const USERS = ['sales', 'getList', { pagination: { page: 1 } }]

describe('createQueryClient', () => {
  it('keeps settings and users over a reload', async () => {
    const storage = memory()
    const before = createQueryClient(storage)
    await before.fetchQuery({
      queryKey: ['configuration'],
      queryFn: async () => ({ currency: 'EUR' }),
    })
    await before.fetchQuery({ queryKey: USERS, queryFn: async () => ({ data: [{ id: 1 }] }) })
    const after = createQueryClient(storage)
    expect(after.getQueryData(['configuration'])).toEqual({ currency: 'EUR' })
    expect(after.getQueryData(USERS)).toEqual({ data: [{ id: 1 }] })
  })

  it('keeps no records', async () => {
    const storage = memory()
    await createQueryClient(storage).fetchQuery({
      queryKey: ['contacts', 'getList', {}],
      queryFn: async () => [{ id: 1 }],
    })
    expect(storage.content.size).toBe(0)
  })

  it('keeps neither what is known to be old, nor settings while they are edited', async () => {
    const storage = memory()
    const before = createQueryClient(storage)
    await before.fetchQuery({ queryKey: ['configuration'], queryFn: async () => 1 })
    await before.fetchQuery({ queryKey: ['configuration', 'edited'], queryFn: async () => 1 })
    const after = createQueryClient(storage)
    expect(after.getQueryData(['configuration'])).toBe(1)
    expect(after.getQueryData(['configuration', 'edited'])).toBeUndefined()
    await before.invalidateQueries({ queryKey: ['configuration'] })
    expect(createQueryClient(storage).getQueryData(['configuration'])).toBeUndefined()
  })

  it('takes nothing that is older than five minutes', async () => {
    const storage = memory()
    await createQueryClient(storage).fetchQuery({
      queryKey: ['configuration'],
      queryFn: async () => 1,
    })
    const later = createQueryClient(storage, () => Date.now() + 301_000)
    expect(later.getQueryData(['configuration'])).toBeUndefined()
  })

  it('forgets when the user signs out', async () => {
    const storage = memory()
    const client = createQueryClient(storage)
    await client.fetchQuery({ queryKey: ['configuration'], queryFn: async () => 1 })
    client.clear()
    expect(storage.content.size).toBe(0)
  })

  it('does without a storage that is closed or holds something else', () => {
    const closed = {
      getItem: () => {
        throw new Error('closed')
      },
      setItem: () => {},
      removeItem: () => {},
    }
    expect(createQueryClient(closed).getQueryCache().getAll()).toEqual([])
    const odd = memory()
    odd.setItem('valence.kept-answers', '"text"')
    expect(createQueryClient(odd).getQueryCache().getAll()).toEqual([])
  })
})
