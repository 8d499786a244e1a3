import { useQueryClient } from '@tanstack/react-query'
import type { SavedView, SavedViewQuery } from '@valence/schema'
import { useDataProvider, useGetIdentity, useGetList } from 'ra-core'
import type { CrmDataProvider } from '../../../providers/types.ts'
import { useNotifyError } from '../../../ui/useNotifyError.ts'

const RESOURCE = 'saved_views'
const LISTED = 'opportunities'

/** The views of opportunities that the reader may use: one's own and shared ones; and what can be done to one's own. */
export function useSavedViews() {
  const dataProvider = useDataProvider<CrmDataProvider>()
  const queryClient = useQueryClient()
  const notifyError = useNotifyError()
  const { identity } = useGetIdentity()
  const { data: views = [] } = useGetList<SavedView>(RESOURCE, {
    filter: { resource: LISTED },
    sort: { field: 'name', order: 'ASC' },
    pagination: { page: 1, perPage: 200 },
  })

  /** @returns whether it worked */
  const change = async (work: () => Promise<unknown>): Promise<boolean> => {
    try {
      await work()
      return true
    } catch (error) {
      notifyError(error)
      return false
    } finally {
      await queryClient.invalidateQueries({ queryKey: [RESOURCE] })
    }
  }
  const isOwn = (view: SavedView) => identity?.id === view.sales_id
  return {
    own: views.filter(isOwn),
    shared: views.filter((view) => !isOwn(view)),
    create: (view: { name: string; isShared: boolean; query: SavedViewQuery }) =>
      change(() =>
        dataProvider.create(RESOURCE, {
          data: {
            sales_id: Number(identity?.id),
            resource: LISTED,
            name: view.name,
            is_shared: view.isShared,
            query: view.query,
          },
        }),
      ),
    update: (view: SavedView, data: Partial<Pick<SavedView, 'query' | 'is_shared' | 'name'>>) =>
      change(() =>
        dataProvider.update(RESOURCE, {
          id: view.id,
          data: { ...data, updated_at: new Date().toISOString() },
          previousData: view,
        }),
      ),
    remove: (view: SavedView) =>
      change(() => dataProvider.delete(RESOURCE, { id: view.id, previousData: view })),
  }
}
