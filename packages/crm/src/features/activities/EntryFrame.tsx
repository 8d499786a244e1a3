import { Box, Stack, Typography } from '@mui/material'
import type { ComponentType, ReactNode } from 'react'
import { useLocalFormat } from '../../ui/useLocalFormat.ts'
import { useUserName } from '../users/index.ts'

interface EntryFrameProps {
  readonly icon: ComponentType
  readonly title: ReactNode
  readonly authorId: number | null
  readonly at: string | null
  /** Links to what it is about. */
  readonly about?: ReactNode
  /** At the end of the line. */
  readonly action?: ReactNode
  readonly children?: ReactNode
}

/** What every entry of a timeline looks like: an icon, who did what about whom and when, and the rest below. */
export function EntryFrame({
  icon: Icon,
  title,
  authorId,
  at,
  about,
  action,
  children,
}: EntryFrameProps) {
  const userName = useUserName()
  const { moment, relative } = useLocalFormat()
  const author = userName(authorId)
  return (
    <Box component="li" sx={{ display: 'flex', gap: 1.5, position: 'relative', pb: 2.5 }}>
      <Box
        aria-hidden
        sx={{
          width: 30,
          height: 30,
          flex: 'none',
          borderRadius: '50%',
          display: 'grid',
          placeItems: 'center',
          bgcolor: 'var(--v-sunken)',
          color: 'text.secondary',
          '& svg': { fontSize: 16 },
        }}
      >
        <Icon />
      </Box>
      <Box sx={{ flex: 1, minWidth: 0 }}>
        <Stack direction="row" sx={{ alignItems: 'center', gap: 1, minHeight: 30 }}>
          <Typography variant="body2" sx={{ flex: 1, minWidth: 0, color: 'text.secondary' }}>
            <Box component="span" sx={{ color: 'text.primary', fontWeight: 580 }}>
              {title}
            </Box>
            {author ? ` · ${author}` : ''}
            {about}
            {at ? (
              <>
                {' · '}
                <time dateTime={at} title={moment(at)}>
                  {relative(at)}
                </time>
              </>
            ) : null}
          </Typography>
          {action}
        </Stack>
        {children}
      </Box>
    </Box>
  )
}
