import { Box, Button, Typography } from '@mui/material'
import { useQuery } from '@tanstack/react-query'
import { SCHEMA_VERSION } from '@valence/schema'
import { useDataProvider, useTranslate } from 'ra-core'
import type { ReactNode } from 'react'
import type { CrmDataProvider } from '../providers/types.ts'
import { PageTitle } from '../ui/PageHeader.tsx'

/** The pages, unless the database has another version of the schema: then what to do, instead of failing call by call. Asked once. */
export function SchemaGate({ children }: { readonly children: ReactNode }) {
  const dataProvider = useDataProvider<CrmDataProvider>()
  const { data: found, isSuccess } = useQuery({
    queryKey: ['schema_version'],
    queryFn: () => dataProvider.getSchemaVersion(),
    staleTime: Number.POSITIVE_INFINITY,
    retry: 1,
  })
  if (!isSuccess || found === SCHEMA_VERSION) return children
  return <OtherVersion found={found ?? 1} />
}

function OtherVersion({ found }: { readonly found: number }) {
  const translate = useTranslate()
  const kind = found > SCHEMA_VERSION ? 'newer' : 'older'
  const title = translate(`crm.schema.${kind}`)
  return (
    <Box sx={{ display: 'grid', placeItems: 'center', p: 3, minHeight: '60dvh' }}>
      <PageTitle title={title} />
      <Box sx={{ maxWidth: 520, display: 'grid', gap: 2, justifyItems: 'start' }}>
        <Typography variant="h1">{title}</Typography>
        <Typography sx={{ color: 'text.secondary' }}>
          {translate(`crm.schema.${kind}_text`, { found, wanted: SCHEMA_VERSION })}
        </Typography>
        <Button variant="contained" onClick={() => window.location.reload()}>
          {translate('crm.update.reload')}
        </Button>
      </Box>
    </Box>
  )
}
