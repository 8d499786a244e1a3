import {
  Button,
  Dialog,
  DialogActions,
  DialogContent,
  DialogTitle,
  MenuItem,
  TextField,
} from '@mui/material'
import { useDataProvider, useTranslate } from 'ra-core'
import { type FormEvent, useState } from 'react'
import {
  type CrmDataProvider,
  type NewUser,
  type UserRole,
  userRoles,
} from '../../providers/types.ts'
import type { FirstPassword } from './PasswordDialog.tsx'
import { useUserAction } from './useUserAction.ts'

interface AddUserDialogProps {
  readonly onClose: () => void
  readonly onAdded: (first: FirstPassword) => void
}

const EMPTY: NewUser = { first_name: '', last_name: '', email: '', role: 'sales' }

/** Name, e-mail and role of a new user. */
export function AddUserDialog({ onClose, onAdded }: AddUserDialogProps) {
  const translate = useTranslate()
  const dataProvider = useDataProvider<CrmDataProvider>()
  const { act, isBusy } = useUserAction()
  const [user, setUser] = useState(EMPTY)
  const isWhole = user.last_name.trim() !== '' && user.email.includes('@')
  const add = async (event: FormEvent) => {
    event.preventDefault()
    const password = await act(() => dataProvider.addUser(user))
    if (password !== undefined) onAdded({ email: user.email.trim(), password })
  }
  return (
    <Dialog open onClose={onClose} maxWidth="xs" fullWidth>
      <form onSubmit={(event) => void add(event)}>
        <DialogTitle>{translate('crm.users.add')}</DialogTitle>
        <DialogContent sx={{ display: 'grid', gap: 2 }}>
          <TextField
            autoFocus
            sx={{ mt: 1 }}
            label={translate('crm.field.first_name')}
            value={user.first_name}
            onChange={(event) => setUser({ ...user, first_name: event.target.value })}
          />
          <TextField
            required
            label={translate('crm.field.last_name')}
            value={user.last_name}
            onChange={(event) => setUser({ ...user, last_name: event.target.value })}
          />
          <TextField
            required
            type="email"
            label={translate('crm.field.email')}
            value={user.email}
            onChange={(event) => setUser({ ...user, email: event.target.value })}
          />
          <TextField
            select
            label={translate('crm.users.role')}
            value={user.role}
            helperText={translate(`crm.users.role_hints.${user.role}`)}
            onChange={(event) => setUser({ ...user, role: event.target.value as UserRole })}
          >
            {userRoles.map((role) => (
              <MenuItem key={role} value={role}>
                {translate(`crm.users.roles.${role}`)}
              </MenuItem>
            ))}
          </TextField>
        </DialogContent>
        <DialogActions sx={{ px: 3, pb: 2 }}>
          <Button color="inherit" onClick={onClose}>
            {translate('crm.action.cancel')}
          </Button>
          <Button type="submit" variant="contained" disabled={!isWhole || isBusy}>
            {translate('crm.users.add')}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  )
}
