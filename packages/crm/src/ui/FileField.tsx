import { Box, Button, Chip, CircularProgress } from '@mui/material'
import type { FileReference } from '@valence/schema'
import { useNotify, useTranslate } from 'ra-core'
import { type DragEvent, type ReactNode, useRef, useState } from 'react'
import { AttachIcon, CloseIcon } from './icons.ts'

const MAX_BYTES = 50 * 1024 * 1024

interface FileFieldProps {
  readonly files: readonly FileReference[]
  readonly onChange: (change: (files: readonly FileReference[]) => readonly FileReference[]) => void
  readonly upload: (file: File) => Promise<FileReference>
  /** Files may be dropped on these. */
  readonly children?: ReactNode
}

/** Attaches files: chosen, or dropped on what is inside. Each is on its way at once, and can be taken off again. */
export function FileField({ files, onChange, upload, children }: FileFieldProps) {
  const translate = useTranslate()
  const input = useRef<HTMLInputElement>(null)
  const { pending, addAll } = useUploads(upload, onChange)
  const [isOver, setOver] = useState(false)
  const drop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    addAll(event.dataTransfer.files)
  }
  return (
    <Box
      onDragOver={(event) => {
        if (!event.dataTransfer.types.includes('Files')) return
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
      sx={{ borderRadius: '10px', outline: isOver ? '2px dashed' : 'none', outlineOffset: 4 }}
    >
      {children}
      <Box
        sx={{ display: 'flex', gap: 0.75, flexWrap: 'wrap', alignItems: 'center', mt: 1 }}
        aria-live="polite"
      >
        <input
          ref={input}
          type="file"
          multiple
          hidden
          aria-label={translate('crm.file.add')}
          onChange={(event) => {
            addAll(event.target.files)
            event.target.value = ''
          }}
        />
        <Button size="small" startIcon={<AttachIcon />} onClick={() => input.current?.click()}>
          {translate('crm.file.add')}
        </Button>
        {files.map((file) => {
          const name = file.title ?? file.src
          return (
            <Chip
              key={file.src}
              size="small"
              label={name}
              onDelete={() => onChange((all) => all.filter((other) => other.src !== file.src))}
              deleteIcon={
                <CloseIcon role="button" titleAccess={translate('crm.file.remove', { name })} />
              }
            />
          )
        })}
        {pending.map((name) => (
          <Chip
            key={name}
            size="small"
            icon={<CircularProgress size={12} aria-hidden />}
            label={translate('crm.file.uploading', { name })}
          />
        ))}
      </Box>
    </Box>
  )
}

function useUploads(upload: FileFieldProps['upload'], onChange: FileFieldProps['onChange']) {
  const notify = useNotify()
  const [pending, setPending] = useState<readonly string[]>([])
  const fail = (message: string, name: string) =>
    notify(message, { type: 'error', autoHideDuration: 8000, messageArgs: { name } })

  const add = async (file: File) => {
    const { name, size } = file
    if (size > MAX_BYTES) return fail('crm.file.too_large', name)
    setPending((names) => [...names, name])
    try {
      const stored = await upload(file)
      onChange((all) => [...all, stored])
    } catch {
      // Whatever it was, the file is still at hand.
      fail('crm.file.failed', name)
    } finally {
      setPending((names) => names.filter((other) => other !== name))
    }
  }
  return {
    pending,
    addAll: (files: FileList | null) => {
      for (const file of files ?? []) void add(file)
    },
  }
}
