import { Box, Button, Typography } from '@mui/material'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { SCHEMA_VERSION } from '@valence/schema'
import { HttpError, useDataProvider, useTranslate } from 'ra-core'
import { type ReactNode, useEffect, useState } from 'react'
import type { CrmDataProvider } from '../providers/types.ts'
import { PageTitle } from '../ui/PageHeader.tsx'

/** The question is no part of showing the first page. */
const PATIENCE_MS = 10_000

/** What the API answers where it does not know a function, a column or a table. */
const UNKNOWN_TO_THE_SCHEMA = /^PGRST20[245]$/

/**
 * The pages, unless the database has another version of the schema: then what to do, instead of failing call by call. Asked once: after
 * a moment, or as soon as a call names what the database does not know.
 */
export function SchemaGate({ children }: { readonly children: ReactNode }) {
  const dataProvider = useDataProvider<CrmDataProvider>()
  const isDoubtful = useDoubt()
  const { data: found, isSuccess } = useQuery({
    queryKey: ['schema_version'],
    queryFn: () => dataProvider.getSchemaVersion(),
    enabled: isDoubtful,
    staleTime: Number.POSITIVE_INFINITY,
    retry: 1,
  })
  if (!isSuccess || found === SCHEMA_VERSION) return children
  return <OtherVersion found={found ?? 1} />
}

function useDoubt(): boolean {
  const queryClient = useQueryClient()
  const [isDoubtful, setDoubtful] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setDoubtful(true), PATIENCE_MS)
    const forget = queryClient.getQueryCache().subscribe((event) => {
      if (event.type !== 'updated' || event.action.type !== 'error') return
      const { error } = event.action
      if (error instanceof HttpError && UNKNOWN_TO_THE_SCHEMA.test(error.body?.code ?? '')) {
        setDoubtful(true)
      }
    })
    return () => {
      clearTimeout(timer)
      forget()
    }
  }, [queryClient])
  return isDoubtful
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
