import { HttpError, type UpdateParams } from 'ra-core'
import { describe, expect, it } from 'vitest'
import { conflictError } from '../../providers/commons/conflict.ts'
import type { CrmDataProvider } from '../../providers/types.ts'
import { createConflictDesk, type Resolution } from './conflict-desk.ts'
import { withConflictDialog } from './with-conflict-dialog.ts'

const conflict = {
  resource: 'contacts',
  record: { id: 1 },
  fields: [{ field: 'title', base: 'A', mine: 'Mine', theirs: 'Theirs' }],
}
const params = {
  id: 1,
  data: { title: 'Mine', status: 'hot' },
  previousData: { id: 1, title: 'A', status: 'cold' },
}

/** A provider whose first update meets someone else's. */
function contested() {
  const calls: UpdateParams[] = []
  const update = async (_resource: string, given: UpdateParams) => {
    calls.push(given)
    if (calls.length === 1) throw conflictError(conflict)
    return { data: { id: 1, ...given.data } }
  }
  return { calls, provider: { update } as unknown as CrmDataProvider }
}

function save(provider: CrmDataProvider, resolution: Resolution) {
  return withConflictDialog(provider, async () => resolution).update('contacts', params)
}

describe('withConflictDialog', () => {
  it('saves mine over theirs when that is what I want', async () => {
    const { provider, calls } = contested()
    expect((await save(provider, 'mine')).data).toMatchObject({ title: 'Mine', status: 'hot' })
    expect(calls[1]?.previousData).toEqual({ id: 1, title: 'Theirs', status: 'cold' })
  })

  it('takes theirs and saves the rest of mine', async () => {
    const { provider } = contested()
    expect((await save(provider, 'theirs')).data).toMatchObject({ title: 'Theirs', status: 'hot' })
  })

  it('leaves a form that is looked at again unsaved', async () => {
    const { provider, calls } = contested()
    await expect(save(provider, 'back')).rejects.toMatchObject({
      message: 'crm.conflict.not_saved',
      body: { errors: { root: { serverError: 'crm.conflict.not_saved' } } },
    })
    expect(calls).toHaveLength(1)
  })

  it('asks nothing about other errors', async () => {
    const failure = new HttpError('crm.error.forbidden', 403)
    const update = async () => {
      throw failure
    }
    const provider = { update } as unknown as CrmDataProvider
    await expect(save(provider, 'mine')).rejects.toBe(failure)
  })
})

describe('createConflictDesk', () => {
  it('asks one question after the other', async () => {
    const desk = createConflictDesk()
    const first = desk.ask(conflict)
    const second = desk.ask({ ...conflict, resource: 'opportunities' })
    desk.current()?.resolve('mine')
    expect(desk.current()?.conflict.resource).toBe('opportunities')
    desk.current()?.resolve('theirs')
    expect([await first, await second, desk.current()]).toEqual(['mine', 'theirs', null])
  })
})
