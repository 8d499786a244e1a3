import { Button } from '@mui/material'
import { useTranslate } from 'ra-core'
import { Link } from 'react-router-dom'
import { AddIcon } from './icons.ts'
import { useMayWrite } from './useMayWrite.ts'

/** Beside the title of a panel: to the form that makes one more of what it shows. */
export function AddLink({ to }: { readonly to: string }) {
  const translate = useTranslate()
  const mayWrite = useMayWrite()
  if (!mayWrite) return null
  return (
    <Button size="small" component={Link} to={to} startIcon={<AddIcon />}>
      {translate('crm.action.add')}
    </Button>
  )
}
