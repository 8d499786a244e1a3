import { Box, Button, Typography } from '@mui/material'
import type { FileReference } from '@valence/schema'
import { useInput, useNotify, useTranslate } from 'ra-core'
import { useRef } from 'react'
import { InitialsAvatar } from './InitialsAvatar.tsx'
import { readPicture } from './read-picture.ts'

interface PictureInputProps {
  readonly source: string
  /** Catalog key. */
  readonly label: string
  /** Whose picture it is; its initials stand where there is none. */
  readonly name: string
  readonly shape: 'person' | 'organization'
}

/** The picture of a record: chosen, seen at once, and taken off again. It is written with the form. */
export function PictureInput({ source, label, name, shape }: PictureInputProps) {
  const translate = useTranslate()
  const notify = useNotify()
  const chooser = useRef<HTMLInputElement>(null)
  const { field } = useInput<FileReference | null>({ source })
  const choose = async (file: File) => {
    try {
      field.onChange(await readPicture(file))
    } catch {
      notify('crm.picture.unreadable', { type: 'error', messageArgs: { name: file.name } })
    }
  }
  return (
    <Box role="group" aria-label={translate(label)} className="wide">
      <Typography variant="caption" component="div" sx={{ color: 'text.secondary', mb: 0.5 }}>
        {translate(label)}
      </Typography>
      <Box sx={{ display: 'flex', gap: 1.5, alignItems: 'center', flexWrap: 'wrap' }}>
        <InitialsAvatar name={name} src={field.value?.src} size={52} shape={shape} />
        <input
          ref={chooser}
          type="file"
          accept="image/*"
          hidden
          aria-label={translate(label)}
          onChange={(event) => {
            const file = event.target.files?.[0]
            if (file) void choose(file)
            event.target.value = ''
          }}
        />
        <Button size="small" variant="outlined" onClick={() => chooser.current?.click()}>
          {translate('crm.picture.choose')}
        </Button>
        {field.value?.src ? (
          <Button size="small" color="inherit" onClick={() => field.onChange(null)}>
            {translate('crm.picture.remove')}
          </Button>
        ) : null}
      </Box>
    </Box>
  )
}
