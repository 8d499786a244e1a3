import { Box, Button, MenuItem, Skeleton, TextField, Typography } from '@mui/material'
import { useQuery } from '@tanstack/react-query'
import { useDataProvider, useGetIdentity, useTranslate } from 'ra-core'
import { useState } from 'react'
import {
  type CrmDataProvider,
  type UserRole,
  type UserWithRole,
  userRoles,
} from '../../providers/types.ts'
import { ActionMenu } from '../../ui/ActionMenu.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { InitialsAvatar } from '../../ui/InitialsAvatar.tsx'
import { AddIcon } from '../../ui/icons.ts'
import { Page } from '../../ui/Page.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { SoftChip } from '../../ui/SoftChip.tsx'
import { AddUserDialog } from './AddUserDialog.tsx'
import { type FirstPassword, PasswordDialog } from './PasswordDialog.tsx'
import { RolesOnly } from './RolesOnly.tsx'
import { SettingsLinks } from './SettingsLinks.tsx'
import { useUserAction } from './useUserAction.ts'

/** Who uses the CRM, and what each may do. */
export function UsersPage() {
  return (
    <RolesOnly roles={['administrator', 'manager']}>
      <Users />
    </RolesOnly>
  )
}

function Users() {
  const translate = useTranslate()
  const dataProvider = useDataProvider<CrmDataProvider>()
  const { identity } = useGetIdentity()
  const isAdministrator = identity?.['role'] === 'administrator'
  const [isAdding, setAdding] = useState(false)
  const [first, setFirst] = useState<FirstPassword | null>(null)
  const { data, error } = useQuery({
    queryKey: ['sales', 'roles'],
    queryFn: () => dataProvider.getUsersWithRoles(),
  })
  return (
    <Page>
      <Box sx={{ maxWidth: 860, mx: 'auto' }}>
        <PageHeader
          title={translate('crm.users.title')}
          actions={
            isAdministrator ? (
              <Button variant="contained" onClick={() => setAdding(true)}>
                <AddIcon fontSize="small" aria-hidden sx={{ mr: 0.75 }} />
                {translate('crm.users.add')}
              </Button>
            ) : null
          }
        />
        <SettingsLinks />
        {error ? <EmptyState title={translate(error.message, { _: error.message })} /> : null}
        {data || error ? null : <Skeleton variant="rounded" height={160} />}
        {data ? (
          <Panel isFlush>
            <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0 }}>
              {data.map((user) => (
                <UserRow key={user.id} user={user} onPassword={setFirst} />
              ))}
            </Box>
          </Panel>
        ) : null}
      </Box>
      {isAdding ? (
        <AddUserDialog
          onClose={() => setAdding(false)}
          onAdded={(added) => {
            setAdding(false)
            setFirst(added)
          }}
        />
      ) : null}
      {first ? <PasswordDialog {...first} onClose={() => setFirst(null)} /> : null}
    </Page>
  )
}

interface UserRowProps {
  readonly user: UserWithRole
  readonly onPassword: (first: FirstPassword) => void
}

function UserRow({ user, onPassword }: UserRowProps) {
  const translate = useTranslate()
  const { identity } = useGetIdentity()
  const isAdministrator = identity?.['role'] === 'administrator'
  const name = `${user.first_name} ${user.last_name}`.trim()
  const isDisabled = user.disabled === true
  return (
    <Box
      component="li"
      aria-label={name}
      sx={{
        display: 'flex',
        alignItems: 'center',
        flexWrap: 'wrap',
        gap: 1.5,
        px: 2,
        py: 1.25,
        '& + &': { borderTop: '1px solid var(--v-border)' },
      }}
    >
      <InitialsAvatar name={name} src={user.avatar?.src} size={34} />
      <Box sx={{ flex: '1 1 180px', minWidth: 0 }}>
        <Typography variant="body2" sx={{ fontWeight: 580 }}>
          {name}
          {user.id === identity?.id ? ` (${translate('crm.users.you')})` : ''}
        </Typography>
        <Typography
          variant="caption"
          component="div"
          sx={{ color: 'text.secondary', overflowWrap: 'anywhere' }}
        >
          {user.email}
        </Typography>
      </Box>
      {isDisabled ? <SoftChip>{translate('crm.users.disabled')}</SoftChip> : null}
      {isAdministrator ? (
        <UserControls user={user} name={name} onPassword={onPassword} />
      ) : (
        <SoftChip>{translate(`crm.users.roles.${user.role}`)}</SoftChip>
      )}
    </Box>
  )
}

/** The role of a user, and what administrators can do for them. */
function UserControls({ user, name, onPassword }: UserRowProps & { readonly name: string }) {
  const translate = useTranslate()
  const dataProvider = useDataProvider<CrmDataProvider>()
  const { act, isBusy } = useUserAction()
  const isDisabled = user.disabled === true
  const renew = async () => {
    const password = await act(() => dataProvider.renewUserPassword(user.id))
    if (password !== undefined) onPassword({ email: user.email, password })
  }
  return (
    <>
      <TextField
        select
        value={user.role}
        disabled={isBusy}
        onChange={(event) =>
          void act(
            () => dataProvider.setUserRole(user.id, event.target.value as UserRole),
            'crm.users.role_changed',
          )
        }
        sx={{ minWidth: 150 }}
        slotProps={{
          select: {
            SelectDisplayProps: { 'aria-label': translate('crm.users.role_of', { name }) },
          },
        }}
      >
        {userRoles.map((role) => (
          <MenuItem key={role} value={role}>
            {translate(`crm.users.roles.${role}`)}
          </MenuItem>
        ))}
      </TextField>
      <ActionMenu
        label={translate('crm.users.more', { name })}
        actions={[
          {
            key: 'password',
            label: translate('crm.users.new_password'),
            onSelect: () => void renew(),
          },
          {
            key: 'disabled',
            label: translate(isDisabled ? 'crm.users.enable' : 'crm.users.disable'),
            isDestructive: !isDisabled,
            onSelect: () =>
              void act(
                () => dataProvider.setUserDisabled(user.id, !isDisabled),
                isDisabled ? 'crm.users.enabled_now' : 'crm.users.disabled_now',
              ),
          },
        ]}
      />
    </>
  )
}
