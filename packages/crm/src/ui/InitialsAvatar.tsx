import { Avatar, Box } from '@mui/material'
import { useState } from 'react'
import { hueOf, initialsOf } from './initials.ts'

interface InitialsAvatarProps {
  readonly name: string
  readonly src?: string | null | undefined
  /** Pixels. */
  readonly size?: number
  readonly shape?: 'person' | 'organization'
}

/**
 * A picture over the initials on a quiet colour that belongs to the name: these stay until it is there, and where it never comes. Decorative:
 * the name stands beside it.
 */
export function InitialsAvatar({ name, src, size = 32, shape = 'person' }: InitialsAvatarProps) {
  const hue = hueOf(name)
  const [shown, setShown] = useState<string | null>(null)
  const isShown = isPicture(src) && shown === src
  return (
    <Avatar
      aria-hidden
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
        bgcolor: isShown ? 'transparent' : background(theme.palette.mode === 'dark', hue),
      })}
    >
      {/* Drawn, not written: as text they would be part of the name of the button or link around them. */}
      {isShown ? null : (
        <Box
          component="span"
          data-initials={initialsOf(name)}
          sx={{ '&::before': { content: 'attr(data-initials)' } }}
        />
      )}
      {isPicture(src) ? (
        <Box
          component="img"
          src={src}
          alt=""
          onLoad={({ currentTarget }) => setShown(isSeen(currentTarget) ? src : null)}
          sx={{
            position: 'absolute',
            inset: 0,
            width: '100%',
            height: '100%',
            opacity: isShown ? 1 : 0,
            // A face may lose its corners; a name that is written out may not lose its ends.
            objectFit: shape === 'person' ? 'cover' : 'contain',
          }}
        />
      ) : null}
    </Avatar>
  )
}

/** Whether it may be the address of a picture at all: Atomic CRM writes «ERROR» where it found none. */
function isPicture(src: string | null | undefined): src is string {
  return typeof src === 'string' && /^(?:https?:|data:image\/|blob:|\/)/i.test(src)
}

/** Services for icons answer with a single point where they know none. */
function isSeen({ naturalWidth, naturalHeight }: HTMLImageElement): boolean {
  return naturalWidth > 1 && naturalHeight > 1
}

function background(isDark: boolean, hue: number): string {
  return isDark ? `hsl(${hue} 28% 26%)` : `hsl(${hue} 55% 91%)`
}
