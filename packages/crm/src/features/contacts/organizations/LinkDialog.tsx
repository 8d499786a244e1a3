import { Button, Dialog, DialogActions, DialogContent, DialogTitle } from '@mui/material'
import { Form, useCreate, useTranslate, useUpdate } from 'ra-core'
import { SaveButton } from 'react-admin'
import type { ContactLink } from '../../../providers/types.ts'
import { FormGrid } from '../../../ui/FormLayout.tsx'
import { useNotifyError } from '../../../ui/useNotifyError.ts'
import { OrganizationInput } from '../../references/index.ts'
import { LinkInputs } from '../LinkInputs.tsx'
import { useRefreshOrganizations } from '../useContactOverview.ts'

interface LinkDialogProps {
  readonly contactId: number
  /** null for one more organization. */
  readonly link: ContactLink | null
  /** Whether it will be the only organization, and so the primary one. */
  readonly isFirst?: boolean
  readonly onClose: () => void
}

/** One more organization of a person, or what they are in one. */
export function LinkDialog({ contactId, link, isFirst = false, onClose }: LinkDialogProps) {
  const translate = useTranslate()
  const notifyError = useNotifyError()
  const refresh = useRefreshOrganizations()
  const [create] = useCreate()
  const [update] = useUpdate()
  const save = async (values: Record<string, unknown>) => {
    const data = Object.fromEntries(FIELDS.map((field) => [field, values[field] ?? null]))
    try {
      if (link) {
        await update(
          'contact_organizations',
          { id: link.id, data, previousData: { ...link } },
          { returnPromise: true },
        )
      } else {
        await create(
          'contact_organizations',
          {
            data: {
              ...data,
              contact_id: contactId,
              organization_id: values['organization_id'],
              is_primary_organization: isFirst,
            },
          },
          { returnPromise: true },
        )
      }
      await refresh()
      onClose()
    } catch (error) {
      notifyError(error)
    }
  }
  const title = link ? 'crm.contact.edit_link' : 'crm.contact.add_organization'
  return (
    <Dialog open onClose={onClose} maxWidth="sm" fullWidth>
      <Form record={link ? { ...link } : {}} onSubmit={save}>
        <DialogTitle>{translate(title, { name: link?.name ?? '' })}</DialogTitle>
        <DialogContent>
          <FormGrid>
            {link ? null : (
              <div className="wide">
                <OrganizationInput source="organization_id" isRequired />
              </div>
            )}
            <LinkInputs />
          </FormGrid>
        </DialogContent>
        <DialogActions sx={{ px: 3, pb: 2 }}>
          <Button color="inherit" onClick={onClose}>
            {translate('crm.action.cancel')}
          </Button>
          <SaveButton label="crm.action.save" icon={null} alwaysEnable />
        </DialogActions>
      </Form>
    </Dialog>
  )
}

const FIELDS = [
  'role',
  'purchase_influence',
  'decision_authority',
  'notes',
  'relationship_start_date',
  'relationship_end_date',
] as const
