import { Box, useTheme } from '@mui/material'
import { useState } from 'react'
import { useConfiguration } from '../features/settings/index.ts'
import { Logo } from './Logo.tsx'

/** The installation's logo for the present mode, or ours. Decorative; the name stands beside it or names the link. */
export function BrandMark({ size }: { readonly size: number }) {
  const { palette } = useTheme()
  const { logos } = useConfiguration()
  return <LogoPicture src={logos[palette.mode]} size={size} />
}

/** A picture of someone's, or our mark where there is none or it cannot be shown. */
export function LogoPicture({ src, size }: { readonly src: string | null; readonly size: number }) {
  const [failed, setFailed] = useState<string | null>(null)
  if (src === null || src === failed) return <Logo size={size} />
  return (
    <Box
      component="img"
      src={src}
      alt=""
      onError={() => setFailed(src)}
      sx={{
        display: 'block',
        height: size,
        maxWidth: size * 2,
        objectFit: 'contain',
        flex: 'none',
      }}
    />
  )
}
