import { Box, LinearProgress, Link, useTheme } from '@mui/material'
import { useLoading, useTranslate } from 'ra-core'
import { type ReactNode, Suspense, useEffect } from 'react'
import { ErrorBoundary } from 'react-error-boundary'
import { useLocation } from 'react-router-dom'
import { DueToasts } from '../features/reminders/index.ts'
import { useConfiguration } from '../features/settings/index.ts'
import { AppNameContext } from '../ui/app-name.ts'
import { ShowFallback } from '../ui/ShowFallback.tsx'
import { rememberBrand } from './brand.ts'
import { Conflicts } from './conflicts/Conflicts.tsx'
import { ErrorPage } from './ErrorPage.tsx'
import { NavigationRail } from './NavigationRail.tsx'
import { NewVersion } from './NewVersion.tsx'
import { OfflineNotice } from './OfflineNotice.tsx'
import { OwnWords } from './OwnWords.tsx'
import { BottomBar, TopBar } from './PhoneBars.tsx'
import { SchemaGate } from './SchemaGate.tsx'
import { ShellDialogs } from './ShellDialogs.tsx'
import { catchTyping } from './shortcuts/catch-typing.ts'
import { useDocumentTheme } from './useAppearance.ts'
import { useOwnLanguage } from './useOwnLanguage.ts'

/** The frame of every page: navigation, and the page. */
export function Layout({ children }: { readonly children?: ReactNode }) {
  const { palette } = useTheme()
  useDocumentTheme(palette.mode, palette.background.default)
  const { pathname } = useLocation()
  const { title, logos } = useConfiguration()
  useEffect(() => rememberBrand({ title, ...logos }), [title, logos])
  useOwnLanguage()
  return (
    <OwnWords>
      <AppNameContext value={title}>
        <ShellDialogs>
          <Box sx={{ minHeight: '100dvh', bgcolor: 'background.default', color: 'text.primary' }}>
            <SkipLink />
            <BusyLine />
            <TopBar />
            <Box sx={{ display: 'flex', minWidth: 0 }}>
              <NavigationRail />
              <Box
                component="main"
                id="main-content"
                tabIndex={-1}
                sx={{
                  flex: 1,
                  minWidth: 0,
                  outline: 'none',
                  pb: { xs: 'calc(60px + env(safe-area-inset-bottom))', md: 0 },
                }}
              >
                <OfflineNotice />
                <ErrorBoundary FallbackComponent={ErrorPage} resetKeys={[pathname]}>
                  <SchemaGate>
                    <Suspense fallback={<PageOnItsWay />}>{children}</Suspense>
                  </SchemaGate>
                </ErrorBoundary>
              </Box>
            </Box>
            <BottomBar />
            <Conflicts />
            <NewVersion />
            <DueToasts />
          </Box>
        </ShellDialogs>
      </AppNameContext>
    </OwnWords>
  )
}

/** While the program of a page is being fetched. A form begins with a field, for which one may be typing already. */
function PageOnItsWay() {
  const isForm = useLocation().pathname.endsWith('/create')
  useEffect(() => (isForm ? catchTyping() : undefined), [isForm])
  return <ShowFallback error={null} />
}

/** For the keyboard: past the navigation in one step. */
function SkipLink() {
  const translate = useTranslate()
  return (
    <Link
      href="#main-content"
      sx={{
        position: 'fixed',
        left: 12,
        top: -60,
        zIndex: 2000,
        px: 2,
        py: 1,
        borderRadius: '8px',
        bgcolor: 'primary.main',
        color: 'primary.contrastText',
        '&:focus': { top: 12 },
      }}
    >
      {translate('crm.nav.skip')}
    </Link>
  )
}

/** A line at the top while something is being fetched; late, so that quick answers do not flicker. */
function BusyLine() {
  const isLoading = useLoading()
  return (
    <LinearProgress
      aria-hidden
      sx={{
        position: 'fixed',
        insetInline: 0,
        top: 0,
        zIndex: 1500,
        height: 2,
        opacity: isLoading ? 1 : 0,
        transition: isLoading ? 'opacity 200ms 400ms' : 'opacity 150ms',
      }}
    />
  )
}
