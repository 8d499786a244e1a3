import {
  Button,
  Dialog,
  DialogActions,
  DialogContent,
  DialogContentText,
  DialogTitle,
  TextField,
} from '@mui/material'
import { useTranslate } from 'ra-core'

export interface FirstPassword {
  readonly email: string
  readonly password: string
}

/** Says a password, once, for the administrator to hand on. */
export function PasswordDialog({
  email,
  password,
  onClose,
}: FirstPassword & { readonly onClose: () => void }) {
  const translate = useTranslate()
  return (
    <Dialog open maxWidth="xs" fullWidth>
      <DialogTitle>{translate('crm.users.password_title')}</DialogTitle>
      <DialogContent>
        <DialogContentText variant="body2" sx={{ mb: 2 }}>
          {translate('crm.users.password_text', { email })}
        </DialogContentText>
        <TextField
          fullWidth
          label={translate('crm.field.password')}
          value={password}
          onFocus={(event) => event.target.select()}
          slotProps={{ htmlInput: { readOnly: true, className: 'number' } }}
        />
      </DialogContent>
      <DialogActions sx={{ px: 3, pb: 2 }}>
        <Button variant="contained" onClick={onClose}>
          {translate('crm.users.password_noted')}
        </Button>
      </DialogActions>
    </Dialog>
  )
}
