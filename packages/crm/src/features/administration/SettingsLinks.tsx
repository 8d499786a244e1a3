import { Box } from '@mui/material'
import { useGetIdentity, useTranslate } from 'ra-core'
import { Link, useLocation } from 'react-router-dom'

const PAGES = [
  { to: '/settings', label: 'crm.settings.general', roles: ['administrator'] },
  { to: '/settings/users', label: 'crm.users.title', roles: ['administrator', 'manager'] },
  { to: '/settings/tags', label: 'crm.field.tags', roles: ['administrator', 'manager'] },
  { to: '/settings/changes', label: 'crm.changes.title', roles: ['administrator', 'manager'] },
]

/** The ways between the pages of the settings that are open to the user; nothing where that is one page. */
export function SettingsLinks() {
  const translate = useTranslate()
  const { pathname } = useLocation()
  const { identity } = useGetIdentity()
  const pages = PAGES.filter(({ roles }) => roles.includes(identity?.['role']))
  if (pages.length === 0) return null
  return (
    <Box
      component="nav"
      aria-label={translate('crm.settings.title')}
      sx={{ display: 'flex', gap: 0.5, mb: 2, flexWrap: 'wrap' }}
    >
      {pages.map(({ to, label }) => {
        const isHere = pathname === to
        return (
          <Box
            key={to}
            component={Link}
            to={to}
            aria-current={isHere ? 'page' : undefined}
            sx={{
              px: 1.5,
              py: 0.75,
              borderRadius: '8px',
              fontSize: '0.875rem',
              fontWeight: isHere ? 620 : 520,
              textDecoration: 'none',
              color: isHere ? 'primary.main' : 'text.secondary',
              bgcolor: isHere ? 'var(--v-accent-soft)' : 'transparent',
            }}
          >
            {translate(label)}
          </Box>
        )
      })}
    </Box>
  )
}
