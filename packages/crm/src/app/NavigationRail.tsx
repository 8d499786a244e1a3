import { Box } from '@mui/material'
import { useTranslate } from 'ra-core'
import { Link, useLocation } from 'react-router-dom'
import { ReminderBell } from '../features/reminders/index.ts'
import { useAppName } from '../ui/app-name.ts'
import { BrandMark } from './BrandMark.tsx'
import { CreateMenu } from './CreateMenu.tsx'
import { isAt, places } from './navigation.ts'
import { SearchButton } from './SearchButton.tsx'
import { UserMenu } from './UserMenu.tsx'

export const RAIL_WIDTH_PX = 84

/** Search, create, the places of the app, and the user's menu: at the left of larger screens, where no line of a list or board is lost to it. */
export function NavigationRail() {
  const translate = useTranslate()
  const { pathname } = useLocation()
  const name = useAppName()
  return (
    <Box
      component="header"
      sx={{
        display: { xs: 'none', md: 'flex' },
        flexDirection: 'column',
        alignItems: 'center',
        gap: 0.5,
        width: RAIL_WIDTH_PX,
        flex: 'none',
        position: 'sticky',
        top: 0,
        height: '100dvh',
        py: 2,
        borderRight: '1px solid var(--v-border)',
        bgcolor: 'background.paper',
      }}
    >
      <Box
        component={Link}
        to="/"
        aria-label={translate('crm.nav.home', { name })}
        sx={{ mb: 1.5, borderRadius: '10px' }}
      >
        <BrandMark size={34} />
      </Box>
      <SearchButton />
      <CreateMenu />
      <Box
        component="nav"
        aria-label={translate('crm.nav.main')}
        sx={{
          display: 'grid',
          gap: 0.5,
          mt: 1,
          pt: 1.5,
          borderTop: '1px solid var(--v-border)',
        }}
      >
        {places.map(({ to, label, icon: Icon }) => {
          const isHere = isAt(to, pathname)
          return (
            <Box
              key={to}
              component={Link}
              to={to}
              aria-current={isHere ? 'page' : undefined}
              sx={{
                width: 72,
                py: 0.875,
                borderRadius: '10px',
                display: 'grid',
                justifyItems: 'center',
                gap: 0.25,
                textAlign: 'center',
                lineHeight: 1.3,
                fontSize: '0.6563rem',
                fontWeight: isHere ? 620 : 520,
                letterSpacing: '-0.005em',
                textDecoration: 'none',
                color: isHere ? 'primary.main' : 'text.secondary',
                bgcolor: isHere ? 'var(--v-accent-soft)' : 'transparent',
                '&:hover': { color: isHere ? 'primary.main' : 'text.primary' },
                '& svg': { fontSize: 21 },
              }}
            >
              <Icon aria-hidden />
              {translate(label)}
            </Box>
          )
        })}
      </Box>
      <Box sx={{ flex: 1 }} />
      <ReminderBell />
      <UserMenu />
    </Box>
  )
}
