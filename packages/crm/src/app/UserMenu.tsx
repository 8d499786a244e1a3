import {
  Box,
  Divider,
  IconButton,
  ListItemIcon,
  ListItemText,
  Menu,
  MenuItem,
  Typography,
} from '@mui/material'
import { useGetIdentity, useLogout, useTranslate } from 'ra-core'
import { useState } from 'react'
import { InitialsAvatar } from '../ui/InitialsAvatar.tsx'
import { CheckIcon, DarkIcon, LightIcon, SignOutIcon, SystemIcon } from '../ui/icons.ts'
import { type Appearance, useAppearance } from './useAppearance.ts'

const APPEARANCES = [
  { value: 'light', icon: LightIcon },
  { value: 'dark', icon: DarkIcon },
  { value: 'system', icon: SystemIcon },
] as const satisfies readonly { value: Appearance; icon: typeof LightIcon }[]

/** Who is signed in, how the app looks, and the way out. */
export function UserMenu() {
  const translate = useTranslate()
  const { identity } = useGetIdentity()
  const logout = useLogout()
  const [appearance, setAppearance] = useAppearance()
  const [anchor, setAnchor] = useState<HTMLElement | null>(null)
  const name = identity?.fullName ?? ''
  const close = () => setAnchor(null)
  return (
    <>
      <IconButton
        aria-label={translate('crm.nav.user_menu', { name })}
        aria-haspopup="menu"
        onClick={(event) => setAnchor(event.currentTarget)}
        sx={{ borderRadius: '50%', p: 0.5 }}
      >
        <InitialsAvatar name={name} src={identity?.avatar} size={34} />
      </IconButton>
      <Menu
        anchorEl={anchor}
        open={anchor !== null}
        onClose={close}
        slotProps={{ paper: { sx: { minWidth: 220 } } }}
      >
        <Box sx={{ px: 2, pb: 1 }}>
          <Typography variant="body2" sx={{ fontWeight: 600 }}>
            {name}
          </Typography>
          <Typography variant="caption" component="div" sx={{ color: 'text.secondary' }}>
            {(identity as { email?: string } | undefined)?.email}
          </Typography>
        </Box>
        <Divider sx={{ mb: 0.5 }} />
        {APPEARANCES.map(({ value, icon: Icon }) => (
          <MenuItem
            key={value}
            role="menuitemradio"
            aria-checked={appearance === value}
            onClick={() => setAppearance(value)}
          >
            <ListItemIcon>
              <Icon fontSize="small" />
            </ListItemIcon>
            <ListItemText>{translate(`crm.appearance.${value}`)}</ListItemText>
            {appearance === value ? <CheckIcon fontSize="small" color="primary" /> : null}
          </MenuItem>
        ))}
        <Divider sx={{ my: 0.5 }} />
        <MenuItem
          onClick={() => {
            close()
            void logout()
          }}
        >
          <ListItemIcon>
            <SignOutIcon fontSize="small" />
          </ListItemIcon>
          <ListItemText>{translate('crm.auth.sign_out')}</ListItemText>
        </MenuItem>
      </Menu>
    </>
  )
}
