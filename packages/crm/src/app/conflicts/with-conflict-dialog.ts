import { HttpError, type RaRecord, type UpdateParams, type UpdateResult } from 'ra-core'
import { type Conflict, conflictOf } from '../../providers/commons/conflict.ts'
import type { CrmDataProvider } from '../../providers/types.ts'
import type { Resolution } from './conflict-desk.ts'

/**
 * The provider, with a user who is asked when someone else has saved the same fields first. Around the provider rather
 * than in each form, so that a menu, a dragged card or an inline edit asks as well.
 */
export function withConflictDialog(
  dataProvider: CrmDataProvider,
  ask: (conflict: Conflict) => Promise<Resolution>,
): CrmDataProvider {
  const update = async (resource: string, params: UpdateParams): Promise<UpdateResult> => {
    try {
      return await dataProvider.update(resource, params)
    } catch (error) {
      const conflict = conflictOf(error)
      if (!conflict) throw error
      const resolution = await ask(conflict)
      if (resolution === 'back') throw leftAlone()
      // Once more by the same way: a third person may have saved while the dialog was open.
      return update(resource, resolvedParams(params, conflict, resolution))
    }
  }
  // The method is generic in the record, which no one function value can say.
  return { ...dataProvider, update: update as CrmDataProvider['update'] }
}

/** The save again, as a change of the record as it is now. Fields taken from the other person are no change any more. */
export function resolvedParams(
  params: UpdateParams,
  { fields }: Conflict,
  resolution: 'mine' | 'theirs',
): UpdateParams {
  const theirs = Object.fromEntries(fields.map(({ field, theirs: value }) => [field, value]))
  return {
    ...params,
    previousData: { ...(params.previousData as RaRecord), ...theirs },
    data: resolution === 'theirs' ? { ...params.data, ...theirs } : params.data,
  }
}

function leftAlone(): HttpError {
  const message = 'crm.conflict.not_saved'
  return new HttpError(message, 409, { errors: { root: { serverError: message } } })
}
