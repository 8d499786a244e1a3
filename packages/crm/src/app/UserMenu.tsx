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
import { Link } from 'react-router-dom'
import { InitialsAvatar } from '../ui/InitialsAvatar.tsx'
import {
  DarkIcon,
  ForecastIcon,
  KeyboardIcon,
  LanguageIcon,
  LightIcon,
  ProfileIcon,
  SettingsIcon,
  SignOutIcon,
  SystemIcon,
  TagIcon,
} from '../ui/icons.ts'
import { languages } from '../words/languages.ts'
import { menuChoices } from './menu-choices.tsx'
import { useOpening } from './ShellDialogs.tsx'
import { type Appearance, useAppearance } from './useAppearance.ts'
import { useLanguageChoice } from './useOwnLanguage.ts'

const APPEARANCES = [
  { value: 'light', icon: LightIcon },
  { value: 'dark', icon: DarkIcon },
  { value: 'system', icon: SystemIcon },
] as const satisfies readonly { value: Appearance; icon: typeof LightIcon }[]

/** Where the settings begin for whom they are open. */
const SETTINGS_PATHS: Readonly<Record<string, string>> = {
  administrator: '/settings',
  manager: '/settings/users',
}

/** Who is signed in, how the app looks and speaks, and the way out. */
export function UserMenu() {
  const translate = useTranslate()
  const { identity } = useGetIdentity()
  const logout = useLogout()
  const { open } = useOpening()
  const [appearance, setAppearance] = useAppearance()
  const [language, setLanguage] = useLanguageChoice()
  const [anchor, setAnchor] = useState<HTMLElement | null>(null)
  const name = identity?.fullName ?? ''
  const close = () => setAnchor(null)
  const settingsPath = SETTINGS_PATHS[String(identity?.['role'])]
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
        {menuChoices({
          current: appearance,
          onChoose: setAppearance,
          choices: APPEARANCES.map((choice) => ({
            ...choice,
            label: translate(`crm.appearance.${choice.value}`),
          })),
        })}
        <Divider sx={{ my: 0.5 }} />
        {menuChoices({
          current: language,
          onChoose: setLanguage,
          choices: languages.map(({ locale, name: label }) => ({
            value: locale,
            label,
            lang: locale,
            icon: LanguageIcon,
          })),
        })}
        <Divider sx={{ my: 0.5 }} />
        <MenuItem component={Link} to="/forecast" onClick={close} sx={{ display: { md: 'none' } }}>
          <ListItemIcon>
            <ForecastIcon fontSize="small" />
          </ListItemIcon>
          <ListItemText>{translate('crm.nav.forecast')}</ListItemText>
        </MenuItem>
        <MenuItem component={Link} to="/profile" onClick={close}>
          <ListItemIcon>
            <ProfileIcon fontSize="small" />
          </ListItemIcon>
          <ListItemText>{translate('crm.profile.title')}</ListItemText>
        </MenuItem>
        {settingsPath ? (
          <MenuItem component={Link} to={settingsPath} onClick={close}>
            <ListItemIcon>
              <SettingsIcon fontSize="small" />
            </ListItemIcon>
            <ListItemText>{translate('crm.settings.title')}</ListItemText>
          </MenuItem>
        ) : null}
        <MenuItem component={Link} to="/settings/tags" onClick={close}>
          <ListItemIcon>
            <TagIcon fontSize="small" />
          </ListItemIcon>
          <ListItemText>{translate('crm.field.tags')}</ListItemText>
        </MenuItem>
        <MenuItem
          onClick={() => {
            close()
            open('shortcuts')
          }}
        >
          <ListItemIcon>
            <KeyboardIcon fontSize="small" />
          </ListItemIcon>
          <ListItemText>{translate('crm.shortcuts.title')}</ListItemText>
        </MenuItem>
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
