import { Button } from '@mui/material'
import { useSimpleFormIterator, useTranslate } from 'ra-core'
import { AddIcon } from './icons.ts'

/** Adds an entry to the list of inputs around it. @param label catalog key */
export function AddRowButton({ label }: { readonly label: string }) {
  const translate = useTranslate()
  const { add } = useSimpleFormIterator()
  return (
    <Button size="small" startIcon={<AddIcon />} onClick={() => add()}>
      {translate(label)}
    </Button>
  )
}
