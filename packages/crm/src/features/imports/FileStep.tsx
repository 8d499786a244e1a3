import { Box, Button, LinearProgress, Typography } from '@mui/material'
import { useTranslate } from 'ra-core'
import { type DragEvent, useRef, useState } from 'react'
import { UploadIcon } from '../../ui/icons.ts'
import { Panel } from '../../ui/Panel.tsx'

interface FileStepProps {
  readonly isReading: boolean
  readonly onFile: (file: File) => Promise<void>
}

/** Takes a file: chosen, or dropped. */
export function FileStep({ isReading, onFile }: FileStepProps) {
  const translate = useTranslate()
  const input = useRef<HTMLInputElement>(null)
  const [isOver, setOver] = useState(false)
  const take = (files: FileList | null) => {
    const file = files?.[0]
    if (file) void onFile(file)
  }
  const drop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    take(event.dataTransfer.files)
  }
  return (
    <Panel>
      <Box
        onDragOver={(event) => {
          if (!event.dataTransfer.types.includes('Files')) return
          event.preventDefault()
          setOver(true)
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
        sx={{
          display: 'grid',
          justifyItems: 'center',
          gap: 1.5,
          textAlign: 'center',
          px: 2,
          py: 5,
          borderRadius: '10px',
          border: '2px dashed',
          borderColor: isOver ? 'primary.main' : 'var(--v-border)',
        }}
      >
        <input
          ref={input}
          type="file"
          hidden
          accept=".csv,.tsv,.txt,.xlsx,.xlsm,.xls,.ods,.vcf,.vcard,.json"
          aria-label={translate('crm.import.choose')}
          onChange={(event) => {
            take(event.target.files)
            event.target.value = ''
          }}
        />
        <Button
          variant="contained"
          startIcon={<UploadIcon />}
          disabled={isReading}
          onClick={() => input.current?.click()}
        >
          {translate('crm.import.choose')}
        </Button>
        <Typography variant="body2" role="status" sx={{ color: 'text.secondary', maxWidth: 460 }}>
          {translate(isReading ? 'crm.import.reading' : 'crm.import.drop')}
        </Typography>
        {isReading ? <LinearProgress aria-hidden sx={{ width: 200 }} /> : null}
      </Box>
    </Panel>
  )
}
