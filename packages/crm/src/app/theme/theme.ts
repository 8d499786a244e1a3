import type { RaThemeOptions } from 'react-admin'
import { componentStyles } from './components.ts'
import { darkTokens, lightTokens, type Tokens } from './tokens.ts'

const FONT = "'Inter Variable', system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif"

function createCrmTheme(tokens: Tokens): RaThemeOptions {
  return {
    palette: {
      mode: tokens.mode,
      primary: { main: tokens.accent, contrastText: tokens.onAccent },
      secondary: { main: tokens.accent, contrastText: tokens.onAccent },
      success: { main: tokens.success },
      warning: { main: tokens.warning },
      error: { main: tokens.error },
      background: { default: tokens.canvas, paper: tokens.paper },
      text: { primary: tokens.text, secondary: tokens.muted },
      divider: tokens.border,
    },
    shape: { borderRadius: 8 },
    spacing: 8,
    typography: {
      fontFamily: FONT,
      fontSize: 14,
      h1: { fontSize: '1.375rem', lineHeight: 1.3, fontWeight: 650, letterSpacing: '-0.018em' },
      h2: { fontSize: '0.9375rem', lineHeight: 1.4, fontWeight: 620, letterSpacing: '-0.008em' },
      h3: { fontSize: '0.875rem', lineHeight: 1.4, fontWeight: 600 },
      body1: { fontSize: '0.875rem', lineHeight: 1.55 },
      body2: { fontSize: '0.8125rem', lineHeight: 1.5 },
      caption: { fontSize: '0.75rem', lineHeight: 1.45 },
      button: { textTransform: 'none', fontWeight: 560, letterSpacing: 0 },
    },
    components: componentStyles(tokens),
  }
}

export const lightTheme = createCrmTheme(lightTokens)
export const darkTheme = createCrmTheme(darkTokens)
