import { Box, Typography } from '@mui/material'
import { useTranslate } from 'ra-core'
import { Link, useLocation } from 'react-router-dom'
import { ReminderBell } from '../features/reminders/index.ts'
import { useAppName } from '../ui/app-name.ts'
import { BrandMark } from './BrandMark.tsx'
import { CreateMenu } from './CreateMenu.tsx'
import { isAt, phonePlaces } from './navigation.ts'
import { SearchButton } from './SearchButton.tsx'
import { UserMenu } from './UserMenu.tsx'

/** Name, search, create and user menu, at the top of a phone. */
export function TopBar() {
  const translate = useTranslate()
  const name = useAppName()
  return (
    <Box
      component="header"
      sx={{
        display: { xs: 'flex', md: 'none' },
        alignItems: 'center',
        gap: 0.25,
        height: 56,
        px: 2,
        position: 'sticky',
        top: 0,
        zIndex: 10,
        bgcolor: 'background.paper',
        borderBottom: '1px solid var(--v-border)',
      }}
    >
      <Box
        component={Link}
        to="/"
        aria-label={translate('crm.nav.home', { name })}
        sx={{ display: 'flex', gap: 1, alignItems: 'center', textDecoration: 'none' }}
      >
        <BrandMark size={28} />
        <Typography
          component="span"
          noWrap
          sx={{ fontWeight: 650, letterSpacing: '-0.015em', maxWidth: 150 }}
        >
          {name}
        </Typography>
      </Box>
      <Box sx={{ flex: 1 }} />
      <SearchButton />
      <CreateMenu />
      <ReminderBell />
      <UserMenu />
    </Box>
  )
}

/** The places of the app, at the bottom of a phone, within reach of a thumb. */
export function BottomBar() {
  const translate = useTranslate()
  const { pathname } = useLocation()
  return (
    <Box
      component="nav"
      aria-label={translate('crm.nav.main')}
      sx={{
        display: { xs: 'grid', md: 'none' },
        gridTemplateColumns: `repeat(${phonePlaces.length}, 1fr)`,
        position: 'fixed',
        insetInline: 0,
        bottom: 0,
        zIndex: 10,
        height: 'calc(60px + env(safe-area-inset-bottom))',
        pb: 'env(safe-area-inset-bottom)',
        bgcolor: 'background.paper',
        borderTop: '1px solid var(--v-border)',
      }}
    >
      {phonePlaces.map(({ to, label, icon: Icon }) => {
        const isHere = isAt(to, pathname)
        return (
          <Box
            key={to}
            component={Link}
            to={to}
            aria-current={isHere ? 'page' : undefined}
            sx={{
              display: 'grid',
              placeContent: 'center',
              justifyItems: 'center',
              textAlign: 'center',
              lineHeight: 1.15,
              gap: 0.25,
              minWidth: 0,
              fontSize: '0.6875rem',
              fontWeight: isHere ? 620 : 500,
              textDecoration: 'none',
              color: isHere ? 'primary.main' : 'text.secondary',
              '& svg': { fontSize: 23 },
            }}
          >
            <Icon aria-hidden />
            {translate(label)}
          </Box>
        )
      })}
    </Box>
  )
}
