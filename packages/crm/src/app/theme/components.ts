import type { RaThemeOptions } from 'react-admin'
import type { Tokens } from './tokens.ts'

/** How MUI's and react-admin's parts look here. Custom properties (`--v-…`) carry the colours MUI has no name for. */
export function componentStyles(tokens: Tokens): NonNullable<RaThemeOptions['components']> {
  return {
    MuiCssBaseline: { styleOverrides: baseStyles(tokens) },
    MuiButtonBase: { defaultProps: { disableRipple: true } },
    ...surfaceStyles(tokens),
    ...controlStyles(tokens),
    ...tableStyles(tokens),
    ...formStyles(tokens),
  }
}

function baseStyles(tokens: Tokens) {
  return {
    ':root': {
      '--v-sunken': tokens.sunken,
      '--v-well': tokens.well,
      '--v-border': tokens.border,
      '--v-muted': tokens.muted,
      '--v-accent': tokens.accent,
      '--v-accent-soft': tokens.accentSoft,
      '--v-shadow': tokens.shadow,
      ...properties('stage', tokens.stages),
      ...properties('type', tokens.types),
    },
    html: { colorScheme: tokens.mode, backgroundColor: tokens.canvas },
    body: { fontFeatureSettings: "'cv11', 'ss03'", overflowX: 'hidden' as const },
    a: { color: 'inherit' },
    ':focus-visible': { outline: `2px solid ${tokens.accent}`, outlineOffset: 2 },
    '.number': { fontVariantNumeric: 'tabular-nums' },
    '@media (prefers-reduced-motion: reduce)': {
      '*, *::before, *::after': {
        animationDuration: '0.01ms !important',
        transitionDuration: '0.01ms !important',
      },
    },
  }
}

function properties(group: string, colours: Readonly<Record<string, string>>) {
  const entries = Object.entries(colours)
  return Object.fromEntries(entries.map(([name, colour]) => [`--v-${group}-${name}`, colour]))
}

function surfaceStyles(tokens: Tokens): NonNullable<RaThemeOptions['components']> {
  const floating = {
    border: `1px solid ${tokens.border}`,
    backgroundImage: 'none',
    boxShadow: '0 12px 32px rgb(10 10 30 / 18%)',
  }
  return {
    MuiPaper: { styleOverrides: { root: { backgroundImage: 'none' } } },
    MuiMenu: { styleOverrides: { paper: floating } },
    MuiPopover: { styleOverrides: { paper: floating } },
    MuiDialog: {
      styleOverrides: {
        paper: { ...floating, borderRadius: 14 },
        paperFullScreen: { border: 0, borderRadius: 0 },
      },
    },
    MuiDialogTitle: { styleOverrides: { root: { fontSize: '1rem', fontWeight: 620 } } },
    MuiTooltip: {
      styleOverrides: {
        tooltip: {
          fontSize: '0.75rem',
          fontWeight: 500,
          backgroundColor: tokens.mode === 'dark' ? '#3a3c46' : '#23242c',
          color: '#fff',
        },
      },
    },
    MuiSnackbar: {
      styleOverrides: {
        root: {
          // Above the navigation of a phone.
          '@media (max-width: 899.95px)': { bottom: 'calc(68px + env(safe-area-inset-bottom))' },
        },
      },
    },
    MuiSnackbarContent: {
      styleOverrides: {
        root: {
          borderRadius: 10,
          fontWeight: 500,
          backgroundColor: tokens.mode === 'dark' ? '#33353f' : '#23242c',
          color: '#fff',
        },
      },
    },
    MuiSkeleton: { defaultProps: { animation: 'wave' } },
  }
}

function controlStyles(tokens: Tokens): NonNullable<RaThemeOptions['components']> {
  return {
    MuiCheckbox: {
      defaultProps: {
        // react-admin names the box of a row on its frame, where nobody hears it.
        slotProps: {
          input: ({ 'aria-label': label }: { readonly 'aria-label'?: string }) =>
            label === undefined ? {} : { 'aria-label': label },
        },
      },
    },
    MuiButton: {
      defaultProps: { disableElevation: true },
      styleOverrides: {
        root: {
          minHeight: 34,
          paddingInline: 12,
          borderRadius: 8,
          '&.Mui-focusVisible': { outline: `2px solid ${tokens.accent}`, outlineOffset: 2 },
        },
        outlined: {
          borderColor: tokens.border,
          backgroundColor: tokens.paper,
          '&.MuiButton-colorInherit': { borderColor: tokens.border },
        },
      },
    },
    MuiIconButton: {
      styleOverrides: {
        root: {
          borderRadius: 8,
          '&.Mui-focusVisible': { outline: `2px solid ${tokens.accent}`, outlineOffset: 1 },
        },
      },
    },
    MuiChip: {
      styleOverrides: {
        root: { borderRadius: 6, fontWeight: 520 },
        sizeSmall: { height: 22, fontSize: '0.75rem' },
      },
    },
    MuiOutlinedInput: {
      styleOverrides: {
        root: { backgroundColor: tokens.paper },
        notchedOutline: { borderColor: tokens.mode === 'dark' ? '#3a3c46' : '#d3d3dc' },
      },
    },
    MuiToggleButton: {
      styleOverrides: {
        root: {
          textTransform: 'none',
          padding: '5px 10px',
          borderColor: tokens.border,
          color: tokens.muted,
          '&.Mui-selected': { color: tokens.accent, backgroundColor: tokens.accentSoft },
        },
      },
    },
    MuiMenuItem: {
      styleOverrides: {
        root: { fontSize: '0.875rem', minHeight: 36, borderRadius: 6, marginInline: 4 },
      },
    },
  }
}

function tableStyles(tokens: Tokens): NonNullable<RaThemeOptions['components']> {
  return {
    MuiTableCell: {
      styleOverrides: {
        root: { borderColor: tokens.border, padding: '9px 14px', fontSize: '0.8125rem' },
        head: { color: tokens.muted, fontWeight: 560, whiteSpace: 'nowrap' },
      },
    },
    MuiTableRow: {
      styleOverrides: { root: { '&:last-child td': { borderBottom: 0 } } },
    },
    RaDataTable: {
      styleOverrides: {
        root: {
          '& .RaDataTable-tableWrapper': { overflowX: 'auto' },
          '& .RaDataTable-headerCell': { backgroundColor: tokens.paper },
        },
      },
    },
  }
}

function formStyles(tokens: Tokens): NonNullable<RaThemeOptions['components']> {
  return {
    MuiTextField: { defaultProps: { variant: 'outlined', size: 'small', margin: 'none' } },
    MuiFormControl: { defaultProps: { variant: 'outlined', size: 'small', margin: 'none' } },
    MuiAutocomplete: { defaultProps: { size: 'small' } },
    MuiFormHelperText: {
      styleOverrides: {
        root: {
          '&:has(> span:empty)': { display: 'none' },
          // The words say why the field cannot be changed: they are not to be paler than others.
          '&.Mui-disabled': { color: tokens.muted },
        },
      },
    },
    RaSimpleFormIterator: {
      styleOverrides: {
        root: {
          '& .RaSimpleFormIterator-line': { borderBottom: 0, padding: '4px 0', gap: 4 },
          '& .RaSimpleFormIterator-form': { flex: 1, minWidth: 0 },
          '& .RaSimpleFormIterator-index': { display: 'none' },
          // Shown on hover only, they would not exist for a finger.
          '& .RaSimpleFormIterator-action': { visibility: 'visible' },
          '& .RaSimpleFormIterator-form .MuiFormControl-root': { marginBlock: 0 },
        },
      },
    },
  }
}
