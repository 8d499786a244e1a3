import { Box, Button, CssBaseline, createTheme, ThemeProvider, Typography } from '@mui/material'
import { PageTitle } from '../ui/PageHeader.tsx'
import type { Catalog } from '../words/catalog.ts'
import type { StartProblem } from './config.ts'
import { Logo } from './Logo.tsx'
import { darkTheme, lightTheme } from './theme/theme.ts'

interface StartProblemProps {
  readonly problem: StartProblem
  readonly words: Catalog['crm']
}

/** The app does not know its server, or cannot reach it. Stands alone: react-admin has not started. */
export function StartProblemPage({ problem, words }: StartProblemProps) {
  const { title, text } = words.start[problem === 'unreachable' ? 'unreachable' : 'not_configured']
  const isDark = document.documentElement.dataset['theme'] === 'dark'
  return (
    <ThemeProvider theme={createTheme(isDark ? darkTheme : lightTheme)}>
      <CssBaseline enableColorScheme />
      <PageTitle title={title} />
      <Box
        component="main"
        sx={{ minHeight: '100dvh', display: 'grid', placeItems: 'center', p: 3 }}
      >
        <Box sx={{ maxWidth: 460, display: 'grid', gap: 2, justifyItems: 'start' }}>
          <Logo size={40} />
          <Typography variant="h1">{title}</Typography>
          <Typography sx={{ color: 'text.secondary', whiteSpace: 'pre-line' }}>{text}</Typography>
          <Button variant="contained" onClick={() => window.location.reload()}>
            {words.action.try_again}
          </Button>
        </Box>
      </Box>
    </ThemeProvider>
  )
}
