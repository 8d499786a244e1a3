import { Box, Button, Stack } from '@mui/material'
import { useTranslate } from 'ra-core'
import type { ReactNode } from 'react'
import { SaveButton } from 'react-admin'
import { useNavigate } from 'react-router-dom'

/** Two columns of inputs, one on a phone. A child with `data-wide` takes the row. */
export function FormGrid({ children }: { readonly children: ReactNode }) {
  return (
    <Box
      sx={{
        display: 'grid',
        columnGap: 2,
        rowGap: 2,
        alignItems: 'start',
        pt: 1,
        gridTemplateColumns: { xs: 'minmax(0, 1fr)', sm: 'repeat(2, minmax(0, 1fr))' },
        '& > *': { minWidth: 0, width: '100%' },
        // Selects of react-admin come with a margin of their own.
        '& .MuiFormControl-root': { my: 0 },
        '& > .wide': { gridColumn: '1 / -1' },
      }}
    >
      {children}
    </Box>
  )
}

/** Save and cancel, always in sight at the bottom of the form. */
export function FormActions({
  saveLabel = 'crm.action.save',
  children,
}: {
  readonly saveLabel?: string
  readonly children?: ReactNode
}) {
  const translate = useTranslate()
  const navigate = useNavigate()
  return (
    <Stack
      direction="row"
      sx={{
        position: 'sticky',
        bottom: { xs: 'calc(60px + env(safe-area-inset-bottom))', md: 0 },
        zIndex: 5,
        gap: 1,
        alignItems: 'center',
        mt: 2.5,
        py: 1.5,
        bgcolor: 'background.default',
        borderTop: '1px solid var(--v-border)',
      }}
    >
      <SaveButton label={saveLabel} icon={null} alwaysEnable />
      <Button color="inherit" onClick={() => navigate(-1)}>
        {translate('crm.action.cancel')}
      </Button>
      <Box sx={{ flex: 1 }} />
      {children}
    </Stack>
  )
}
