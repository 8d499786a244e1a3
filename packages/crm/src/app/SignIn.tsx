import { Alert, Box, CircularProgress, Typography, useTheme } from '@mui/material'
import { useQuery } from '@tanstack/react-query'
import { useDataProvider, useTranslate } from 'ra-core'
import { type ReactNode, useState } from 'react'
import type { CrmDataProvider } from '../providers/types.ts'
import { PageTitle } from '../ui/PageHeader.tsx'
import { LogoPicture } from './BrandMark.tsx'
import { rememberedBrand } from './brand.ts'
import { FirstAccount } from './FirstAccount.tsx'
import { SignInForm } from './SignInForm.tsx'
import { useDocumentTheme } from './useAppearance.ts'

/** The door: sign in, or make the first account of a new installation. */
export function SignIn() {
  const { palette } = useTheme()
  useDocumentTheme(palette.mode, palette.background.default)
  const translate = useTranslate()
  const dataProvider = useDataProvider<CrmDataProvider>()
  const {
    data: isInitialized,
    error,
    isPending,
  } = useQuery({
    queryKey: ['init_state'],
    queryFn: () => dataProvider.isInitialized(),
    retry: 1,
  })
  if (isPending) {
    return (
      <Door title={translate('crm.auth.sign_in')}>
        <Box sx={{ display: 'grid', placeItems: 'center', py: 4 }}>
          <CircularProgress size={24} aria-label={translate('ra.page.loading')} />
        </Box>
      </Door>
    )
  }
  if (isInitialized === false) {
    return (
      <Door title={translate('crm.auth.first_title')} text={translate('crm.auth.first_text')}>
        <FirstAccount />
      </Door>
    )
  }
  return (
    <Door title={translate('crm.auth.sign_in')}>
      {error ? (
        <Alert severity="warning" sx={{ mb: 2 }}>
          {translate(error.message, { _: error.message })}
        </Alert>
      ) : null}
      <SignInForm />
    </Door>
  )
}

interface DoorProps {
  readonly title: string
  readonly text?: string
  readonly children: ReactNode
}

function Door({ title, text, children }: DoorProps) {
  const { palette } = useTheme()
  const [brand] = useState(rememberedBrand)
  return (
    <Box
      component="main"
      sx={{
        minHeight: '100dvh',
        display: 'grid',
        placeItems: 'center',
        p: 2,
        bgcolor: 'background.default',
        color: 'text.primary',
      }}
    >
      <PageTitle title={title} />
      <Box sx={{ width: '100%', maxWidth: 400 }}>
        <Box sx={{ display: 'flex', alignItems: 'center', gap: 1.25, mb: 3 }}>
          <LogoPicture src={brand?.[palette.mode] ?? null} size={36} />
          <Typography component="span" sx={{ fontSize: '1.0625rem', fontWeight: 650 }}>
            {brand?.title ?? 'Valence CRM'}
          </Typography>
        </Box>
        <Box
          sx={{
            p: { xs: 2.5, sm: 3.5 },
            borderRadius: '16px',
            bgcolor: 'background.paper',
            border: '1px solid var(--v-border)',
            boxShadow: '0 18px 50px rgb(20 20 60 / 8%)',
          }}
        >
          <Typography variant="h1" sx={{ mb: text ? 0.5 : 2.5 }}>
            {title}
          </Typography>
          {text ? (
            <Typography variant="body2" sx={{ color: 'text.secondary', mb: 2.5 }}>
              {text}
            </Typography>
          ) : null}
          {children}
        </Box>
      </Box>
    </Box>
  )
}
