import { Box, Button, Typography } from '@mui/material'
import type { FileReference } from '@valence/schema'
import { useNotify, useTranslate } from 'ra-core'
import { type ReactNode, useId, useRef, useState } from 'react'

const MOST_BYTES = 1024 * 1024

interface PictureFieldProps {
  readonly label: string
  /** The picture as it is shown, or what stands in its place. */
  readonly preview: ReactNode
  readonly hasPicture: boolean
  readonly publish: (file: File) => Promise<FileReference>
  /** Of the file that is chosen; 1 MB unless said. */
  readonly mostBytes?: number
  /** Catalog key for what `publish` could not do. */
  readonly failure?: string
  /** Null takes it away. */
  readonly onChange: (picture: FileReference | null) => void
}

/** A picture that is shown to others: chosen, replaced, taken away. */
export function PictureField({
  label,
  preview,
  hasPicture,
  publish,
  mostBytes = MOST_BYTES,
  failure = 'crm.file.failed',
  onChange,
}: PictureFieldProps) {
  const translate = useTranslate()
  const notify = useNotify()
  const labelId = useId()
  const input = useRef<HTMLInputElement>(null)
  const [isBusy, setBusy] = useState(false)
  const take = async (file: File | undefined) => {
    if (!file) return
    const fail = (message: string) =>
      notify(message, { type: 'error', messageArgs: { name: file.name } })
    if (!file.type.startsWith('image/')) return fail('crm.file.no_picture')
    if (file.size > mostBytes) return fail('crm.file.picture_too_large')
    setBusy(true)
    try {
      onChange(await publish(file))
    } catch {
      // Whatever it was, the file is still at hand.
      fail(failure)
    } finally {
      setBusy(false)
    }
  }
  return (
    <Box role="group" aria-labelledby={labelId}>
      <Typography id={labelId} variant="caption" component="div" sx={{ color: 'text.secondary' }}>
        {label}
      </Typography>
      <Box sx={{ display: 'flex', alignItems: 'center', gap: 1, mt: 0.5, flexWrap: 'wrap' }}>
        {preview}
        <input
          ref={input}
          type="file"
          accept="image/*"
          hidden
          aria-label={label}
          onChange={(event) => {
            void take(event.target.files?.[0])
            event.target.value = ''
          }}
        />
        <Button
          size="small"
          variant="outlined"
          color="inherit"
          disabled={isBusy}
          onClick={() => input.current?.click()}
        >
          {translate('crm.file.choose_picture')}
        </Button>
        {hasPicture ? (
          <Button size="small" color="inherit" disabled={isBusy} onClick={() => onChange(null)}>
            {translate('crm.file.remove_picture')}
          </Button>
        ) : null}
      </Box>
    </Box>
  )
}
