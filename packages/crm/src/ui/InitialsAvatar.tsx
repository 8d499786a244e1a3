import { Avatar, Box } from '@mui/material'
import { hueOf, initialsOf } from './initials.ts'

interface InitialsAvatarProps {
  readonly name: string
  readonly src?: string | null | undefined
  /** Pixels. */
  readonly size?: number
  readonly shape?: 'person' | 'organization'
}

/** A picture, or the initials on a quiet colour that belongs to the name. Decorative: the name stands beside it. */
export function InitialsAvatar({ name, src, size = 32, shape = 'person' }: InitialsAvatarProps) {
  const hue = hueOf(name)
  return (
    <Avatar
      aria-hidden
      {...(src ? { src, alt: '' } : {})}
      variant={shape === 'person' ? 'circular' : 'rounded'}
      sx={(theme) => ({
        width: size,
        height: size,
        fontSize: Math.round(size * 0.38),
        fontWeight: 620,
        letterSpacing: '0.01em',
        flex: 'none',
        borderRadius: shape === 'person' ? '50%' : `${Math.max(5, Math.round(size / 5))}px`,
        color: theme.palette.mode === 'dark' ? `hsl(${hue} 55% 82%)` : `hsl(${hue} 45% 30%)`,
        bgcolor: src ? 'transparent' : background(theme.palette.mode === 'dark', hue),
        // A face may lose its corners; a name that is written out may not lose its ends.
        '& img': { objectFit: shape === 'person' ? 'cover' : 'contain' },
      })}
    >
      {/* Drawn, not written: as text they would be part of the name of the button or link around them. */}
      <Box
        component="span"
        data-initials={initialsOf(name)}
        sx={{ '&::before': { content: 'attr(data-initials)' } }}
      />
    </Avatar>
  )
}

function background(isDark: boolean, hue: number): string {
  return isDark ? `hsl(${hue} 28% 26%)` : `hsl(${hue} 55% 91%)`
}
