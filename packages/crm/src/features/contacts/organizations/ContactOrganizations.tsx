import { Box, Button, Typography } from '@mui/material'
import { useTranslate } from 'ra-core'
import { useState } from 'react'
import type { ContactLink } from '../../../providers/types.ts'
import { AddIcon } from '../../../ui/icons.ts'
import { Panel } from '../../../ui/Panel.tsx'
import { useMayWrite } from '../../../ui/useMayWrite.ts'
import { LinkDialog } from './LinkDialog.tsx'
import { LinkEntry } from './LinkEntry.tsx'
import { PrimaryDialog } from './PrimaryDialog.tsx'
import { useLinkChanges } from './useLinkChanges.tsx'

type Asked =
  | { readonly kind: 'add' }
  | { readonly kind: 'edit'; readonly link: ContactLink }
  | { readonly kind: 'primary'; readonly link: ContactLink }

interface ContactOrganizationsProps {
  readonly contactId: number
  /** undefined while they are read. */
  readonly links: readonly ContactLink[] | undefined
}

/** Every organization that a person belongs to: the primary one first and larger, those they have left last. */
export function ContactOrganizations({ contactId, links = [] }: ContactOrganizationsProps) {
  const translate = useTranslate()
  const [asked, setAsked] = useState<Asked | null>(null)
  const primary = links.find((link) => link.is_primary_organization)
  const { setPrimary, reopen, end } = useLinkChanges(contactId, primary)
  const close = () => setAsked(null)
  const current = links.filter((link) => link.is_current)
  const former = links.filter((link) => !link.is_current)
  const mayWrite = useMayWrite()

  const entry = (link: ContactLink) => (
    <LinkEntry
      key={link.id}
      link={link}
      onEdit={() => setAsked({ kind: 'edit', link })}
      onEnd={() => void end(link)}
      onReopen={() => void reopen(link)}
      onMakePrimary={() => {
        if (primary) setAsked({ kind: 'primary', link })
        else void setPrimary(link.organization_id, true)
      }}
    />
  )
  return (
    <Panel
      title={translate('resources.organizations.name', { smart_count: 2 })}
      action={
        mayWrite ? (
          <Button
            size="small"
            startIcon={<AddIcon />}
            aria-label={translate('crm.contact.add_organization')}
            onClick={() => setAsked({ kind: 'add' })}
          >
            {translate('crm.action.add')}
          </Button>
        ) : null
      }
    >
      {links.length === 0 ? (
        <Typography variant="body2" sx={{ color: 'text.secondary' }}>
          {translate('crm.contact.no_organizations')}
        </Typography>
      ) : null}
      <Box sx={{ display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: 1 }}>
        {current.map(entry)}
        {former.length > 0 ? (
          <Typography variant="caption" component="h3" sx={{ color: 'text.secondary', mt: 0.5 }}>
            {translate('crm.contact.former_organizations')}
          </Typography>
        ) : null}
        {former.map(entry)}
      </Box>
      {asked?.kind === 'add' ? (
        <LinkDialog contactId={contactId} link={null} isFirst={!primary} onClose={close} />
      ) : null}
      {asked?.kind === 'edit' ? (
        <LinkDialog contactId={contactId} link={asked.link} onClose={close} />
      ) : null}
      {asked?.kind === 'primary' && primary ? (
        <PrimaryDialog
          former={primary}
          next={asked.link}
          onClose={close}
          onConfirm={(keepFormer) => {
            close()
            void setPrimary(asked.link.organization_id, keepFormer)
          }}
        />
      ) : null}
    </Panel>
  )
}
