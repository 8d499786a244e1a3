import { Button } from '@mui/material'
import { useTranslate } from 'ra-core'
import { Link } from 'react-router-dom'
import { EditIcon } from './icons.ts'
import { useMayWrite } from './useMayWrite.ts'

/** From the page of a record to its form. */
export function EditLink({ to }: { readonly to: string }) {
  const translate = useTranslate()
  const mayWrite = useMayWrite()
  if (!mayWrite) return null
  return (
    <Button component={Link} to={to} variant="outlined" color="inherit" startIcon={<EditIcon />}>
      {translate('crm.action.edit')}
    </Button>
  )
}
