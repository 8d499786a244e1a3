import { Box } from '@mui/material'
import { useTranslate } from 'ra-core'
import { Fact } from './Fact.tsx'

interface ExternalIdsProps {
  readonly ids: readonly { readonly source: string; readonly key: string }[] | undefined
}

/** What other systems call a record, as a fact; nothing where none does. */
export function ExternalIds({ ids = [] }: ExternalIdsProps) {
  const translate = useTranslate()
  return (
    <Fact label={translate('crm.field.external_ids')}>
      {ids.length > 0
        ? ids.map(({ source, key }) => (
            <Box component="span" key={`${source} ${key}`} sx={{ display: 'block' }}>
              {`${source}: ${key}`}
            </Box>
          ))
        : null}
    </Fact>
  )
}
