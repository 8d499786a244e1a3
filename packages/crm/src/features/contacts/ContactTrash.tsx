import { useDataProvider } from 'ra-core'
import type { ContactRecord, CrmDataProvider } from '../../providers/types.ts'
import { TrashPage } from '../../ui/TrashPage.tsx'
import { contactName } from '../references/index.ts'
import { useUserName } from '../users/index.ts'

/** Deleted contacts. */
export function ContactTrash() {
  const dataProvider = useDataProvider<CrmDataProvider>()
  return (
    <TrashPage<ContactRecord>
      resource="contacts"
      backLabel="crm.trash.back_to_contacts"
      emptyHint="crm.trash.empty_contacts"
      read={(pagination) =>
        dataProvider.getList<ContactRecord>('contacts', {
          filter: { trashed: true },
          sort: { field: 'deleted_at', order: 'DESC' },
          pagination,
        })
      }
      restore={(id) => dataProvider.restore('contacts', [id])}
      nameOf={contactName}
      Detail={Detail}
    />
  )
}

function Detail({ row }: { readonly row: ContactRecord }) {
  const userName = useUserName()
  return [row.title, row.company_name, userName(row.sales_id)].filter(Boolean).join(' · ')
}
