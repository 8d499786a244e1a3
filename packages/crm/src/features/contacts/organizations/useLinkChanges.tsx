import { useDataProvider, useNotify, useTranslate } from 'ra-core'
import type { ContactLink, CrmDataProvider } from '../../../providers/types.ts'
import { today } from '../../../ui/format.ts'
import { UndoToast } from '../../../ui/UndoToast.tsx'
import { useNotifyError } from '../../../ui/useNotifyError.ts'
import { useRefreshOrganizations } from '../useContactOverview.ts'

/** What can be done to the organizations of a person. */
export function useLinkChanges(contactId: number, primary: ContactLink | undefined) {
  const dataProvider = useDataProvider<CrmDataProvider>()
  const translate = useTranslate()
  const notify = useNotify()
  const notifyError = useNotifyError()
  const refresh = useRefreshOrganizations()

  const tried = async (work: () => Promise<unknown>): Promise<boolean> => {
    try {
      await work()
      return true
    } catch (error) {
      notifyError(error)
      return false
    } finally {
      await refresh()
    }
  }
  const setPrimary = (organizationId: number, keepFormer: boolean) =>
    tried(() => dataProvider.setPrimaryOrganization({ contactId, organizationId, keepFormer }))
  const reopen = ({ organization_id }: ContactLink) =>
    tried(() =>
      dataProvider.endContactOrganization({
        contactId,
        organizationId: organization_id,
        endedOn: null,
      }),
    )
  const end = async (link: ContactLink) => {
    const { organization_id: organizationId, relationship_start_date: start } = link
    const endedOn = start && start > today() ? start : today()
    const isDone = await tried(() =>
      dataProvider.endContactOrganization({ contactId, organizationId, endedOn }),
    )
    if (!isDone) return
    const undo = async () => {
      await reopen(link)
      if (link === primary) await setPrimary(organizationId, true)
    }
    notify(
      <UndoToast
        message={translate('crm.contact.link_ended', { name: link.name })}
        onUndo={() => void undo()}
      />,
    )
  }
  return { setPrimary, reopen, end }
}
