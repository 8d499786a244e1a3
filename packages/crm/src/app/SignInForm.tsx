import { Alert, Box, Button, TextField } from '@mui/material'
import { useLogin, useTranslate } from 'ra-core'
import { type FormEvent, useState } from 'react'

/** E-mail and password. */
export function SignInForm() {
  const translate = useTranslate()
  const login = useLogin()
  const [error, setError] = useState<string | null>(null)
  const [isBusy, setBusy] = useState(false)

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    setBusy(true)
    setError(null)
    try {
      await login({ email: String(form.get('email')).trim(), password: form.get('password') })
    } catch (failure) {
      setError(failure instanceof Error ? failure.message : 'crm.error.unknown')
      setBusy(false)
    }
  }
  return (
    <Box component="form" onSubmit={(event) => void submit(event)} sx={{ display: 'grid', gap: 2 }}>
      {error ? <Alert severity="error">{translate(error, { _: error })}</Alert> : null}
      <TextField
        name="email"
        type="email"
        required
        autoFocus
        size="medium"
        label={translate('crm.field.email')}
        autoComplete="username"
      />
      <TextField
        name="password"
        type="password"
        required
        size="medium"
        label={translate('crm.field.password')}
        autoComplete="current-password"
      />
      <Button type="submit" variant="contained" size="large" disabled={isBusy}>
        {translate('crm.auth.sign_in')}
      </Button>
    </Box>
  )
}
