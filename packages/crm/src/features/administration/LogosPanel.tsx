import { Box } from '@mui/material'
import { useTranslate } from 'ra-core'
import { Panel } from '../../ui/Panel.tsx'
import { PictureField } from '../../ui/PictureField.tsx'
import { readPicture } from '../../ui/read-picture.ts'

export const logoKeys = ['lightModeLogo', 'darkModeLogo'] as const
export type Logos = Readonly<Record<(typeof logoKeys)[number], string | null>>

/** Pixels: logos are wide, and shown large on the sign-in page. */
const LOGO_SIDE = 512

interface LogosPanelProps {
  readonly logos: Logos
  readonly onChange: (logos: Logos) => void
}

/** The logo on light and on dark ground. */
export function LogosPanel({ logos, onChange }: LogosPanelProps) {
  const translate = useTranslate()
  return (
    <Panel title={translate('crm.settings.logos')}>
      <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: { sm: '1fr 1fr' } }}>
        {logoKeys.map((key) => (
          <PictureField
            key={key}
            label={translate(
              `crm.settings.${key === 'lightModeLogo' ? 'light_logo' : 'dark_logo'}`,
            )}
            hasPicture={logos[key] !== null}
            preview={<Preview src={logos[key]} isDark={key === 'darkModeLogo'} />}
            publish={(file) => readPicture(file, LOGO_SIDE)}
            failure="crm.picture.unreadable"
            onChange={(picture) => onChange({ ...logos, [key]: picture?.src ?? null })}
          />
        ))}
      </Box>
    </Panel>
  )
}

/** On the ground that it is for. */
function Preview({ src, isDark }: { readonly src: string | null; readonly isDark: boolean }) {
  return (
    <Box
      sx={{
        display: 'grid',
        placeItems: 'center',
        width: 96,
        height: 48,
        borderRadius: '8px',
        border: '1px solid var(--v-border)',
        bgcolor: isDark ? '#17181d' : '#ffffff',
      }}
    >
      {src ? <Box component="img" src={src} alt="" sx={{ maxHeight: 34, maxWidth: 80 }} /> : null}
    </Box>
  )
}
