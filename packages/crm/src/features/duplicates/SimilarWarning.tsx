import { Alert, Box } from '@mui/material'
import { useTranslate } from 'ra-core'
import { useWatch } from 'react-hook-form'
import type { MergedResource, SimilarQuery } from '../../providers/types.ts'
import { TextLink } from '../../ui/TextLink.tsx'
import { useSimilar } from './useSimilar.ts'

/** In a form for a new one: says who is there already. Saving stays possible: two may share a name. */
export function SimilarWarning({ resource }: { readonly resource: MergedResource }) {
  const translate = useTranslate()
  const values = useWatch()
  const similar = useSimilar(resource, queryOf(resource, values))
  if (similar.length === 0) return null
  return (
    <Alert severity="warning" variant="outlined" role="status" sx={IN_SIGHT}>
      {translate('crm.duplicates.exists', { smart_count: similar.length })}
      <Box component="ul" sx={{ m: 0, pl: 2 }}>
        {similar.map(({ id, name, detail, reason }) => (
          <li key={id}>
            <TextLink to={`/${resource}/${id}/show`}>{name}</TextLink>
            {detail ? ` · ${detail}` : ''} · {translate(`crm.duplicates.reason.${reason}`)}
          </li>
        ))}
      </Box>
    </Alert>
  )
}

/** Above the buttons of the form, whatever part of it one looks at. */
const IN_SIGHT = {
  position: 'sticky',
  bottom: { xs: 'calc(130px + env(safe-area-inset-bottom))', md: 70 },
  zIndex: 4,
  bgcolor: 'background.paper',
} as const

/** What is worth asking about; null while there is too little. */
function queryOf(resource: MergedResource, values: Record<string, unknown>): SimilarQuery | null {
  const text = (name: string) => String(values[name] ?? '').trim()
  if (resource === 'organizations') {
    const name = text('name')
    const website = text('website')
    const phones = [text('phone_number')].filter(isWholePhone)
    const isEnough = name.length > 1 || website.length > 3 || phones.length > 0
    return isEnough ? { name, website, phones } : null
  }
  const emails = textsOf(values['email_jsonb'], 'email').filter((email) =>
    /^\S+@\S+\.\S+$/.test(email),
  )
  const phones = textsOf(values['phone_jsonb'], 'number').filter(isWholePhone)
  const last_name = text('last_name')
  if (last_name === '' && emails.length + phones.length === 0) return null
  return { first_name: text('first_name'), last_name, emails, phones }
}

/** One part of each entry of a list. */
function textsOf(entries: unknown, part: 'email' | 'number'): readonly string[] {
  if (!Array.isArray(entries)) return []
  return entries.map((entry: Record<string, string> | null) => entry?.[part]?.trim() ?? '')
}

function isWholePhone(number: string): boolean {
  return number.replace(/\D/g, '').length >= 8
}
