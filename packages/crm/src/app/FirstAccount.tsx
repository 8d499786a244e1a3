import { Alert, Box, Button, TextField } from '@mui/material'
import { useQueryClient } from '@tanstack/react-query'
import { useDataProvider, useLogin, useTranslate } from 'ra-core'
import { type FormEvent, useState } from 'react'
import type { CrmDataProvider, NewAccount } from '../providers/types.ts'

const MIN_PASSWORD = 8

/** The form for the first user of an installation, who administers it. Signs in right after. */
export function FirstAccount() {
  const translate = useTranslate()
  const { create, isBusy, error } = useFirstAccount()
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    const text = (name: string) => String(form.get(name) ?? '').trim()
    void create({
      first_name: text('first_name'),
      last_name: text('last_name'),
      email: text('email'),
      password: String(form.get('password') ?? ''),
    })
  }
  return (
    <Box component="form" onSubmit={submit} sx={{ display: 'grid', gap: 2 }}>
      {error ? <Alert severity="error">{translate(error, { _: error })}</Alert> : null}
      <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: '1fr 1fr' }}>
        <TextField
          name="first_name"
          required
          autoFocus
          size="medium"
          label={translate('crm.field.first_name')}
          autoComplete="given-name"
        />
        <TextField
          name="last_name"
          required
          size="medium"
          label={translate('crm.field.last_name')}
          autoComplete="family-name"
        />
      </Box>
      <TextField
        name="email"
        type="email"
        required
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
        helperText={translate('crm.auth.password_rule', { count: MIN_PASSWORD })}
        autoComplete="new-password"
        slotProps={{ htmlInput: { minLength: MIN_PASSWORD } }}
      />
      <Button type="submit" variant="contained" size="large" disabled={isBusy}>
        {translate('crm.auth.create_account')}
      </Button>
    </Box>
  )
}

function useFirstAccount() {
  const dataProvider = useDataProvider<CrmDataProvider>()
  const queryClient = useQueryClient()
  const login = useLogin()
  const [isBusy, setBusy] = useState(false)
  const [error, setError] = useState<string | null>(null)

  const create = async (account: NewAccount) => {
    setBusy(true)
    setError(null)
    try {
      await dataProvider.signUp(account)
      await login({ email: account.email, password: account.password })
      // Not before: the form would give way to the sign-in form under its user's hands.
      void queryClient.invalidateQueries({ queryKey: ['init_state'] })
    } catch (failure) {
      setError(failure instanceof Error ? failure.message : 'crm.error.unknown')
      setBusy(false)
    }
  }
  return { create, isBusy, error }
}
