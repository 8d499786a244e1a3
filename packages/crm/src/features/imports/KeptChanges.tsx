import { Box, Button, Typography } from '@mui/material'
import { useQuery } from '@tanstack/react-query'
import { useDataProvider, useTranslate } from 'ra-core'
import { useState } from 'react'
import type { CrmDataProvider } from '../../providers/types.ts'
import { TextLink } from '../../ui/TextLink.tsx'

const RESOURCES: Readonly<Record<string, string>> = {
  companies: 'organizations',
  contacts: 'contacts',
  opportunities: 'opportunities',
  tags: 'tags',
  contact_notes: 'notes',
  tasks: 'tasks',
}

/** Those that have a page of their own. */
const PAGES: ReadonlySet<string> = new Set(['organizations', 'contacts', 'opportunities'])

/** What stayed when an import was taken back, and why; asked for when someone wants to know. */
export function KeptChanges({ runId }: { readonly runId: number }) {
  const translate = useTranslate()
  const dataProvider = useDataProvider<CrmDataProvider>()
  const [isOpen, setOpen] = useState(false)
  const { data: kept } = useQuery({
    queryKey: ['imports', runId, 'kept'],
    queryFn: () => dataProvider.getImportsKept(runId),
    enabled: isOpen,
  })
  if (!isOpen) {
    return (
      <Button size="small" color="inherit" onClick={() => setOpen(true)}>
        {translate('crm.import.show_kept')}
      </Button>
    )
  }
  if (kept === undefined) return null
  return (
    <Box sx={{ mt: 1, fontSize: '0.875rem' }}>
      <Typography variant="body2">
        {translate(kept.length === 0 ? 'crm.import.none_kept' : 'crm.import.kept_title')}
      </Typography>
      <Box component="ul" sx={{ m: 0, pl: 2.5 }}>
        {kept.map(({ id, line, source, record_id, outcome }) => {
          const resource = RESOURCES[source]
          const name = resource
            ? translate(`resources.${resource}.name`, { smart_count: 1 })
            : translate(
                source === 'external_keys' ? 'crm.import.field.external_id' : 'crm.import.link',
              )
          return (
            <li key={id}>
              {translate('crm.import.line', { line })}
              {' · '}
              {resource && PAGES.has(resource) ? (
                <TextLink to={`/${resource}/${record_id}/show`}>{`${name} ${record_id}`}</TextLink>
              ) : (
                name
              )}
              {' · '}
              {translate(`crm.import.kept_why.${outcome}`)}
            </li>
          )
        })}
      </Box>
    </Box>
  )
}
