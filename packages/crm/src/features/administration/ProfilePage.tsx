import { Box, Button, TextField, Typography } from '@mui/material'
import type { Sale } from '@valence/schema'
import { useDataProvider, useGetIdentity, useTranslate } from 'ra-core'
import { type FormEvent, useState } from 'react'
import type { CrmDataProvider } from '../../providers/types.ts'
import { InitialsAvatar } from '../../ui/InitialsAvatar.tsx'
import { Page } from '../../ui/Page.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { PictureField } from '../../ui/PictureField.tsx'
import { readPicture } from '../../ui/read-picture.ts'
import { ShowFallback } from '../../ui/ShowFallback.tsx'
import { useMayWrite } from '../../ui/useMayWrite.ts'
import { useUsers } from '../users/index.ts'
import { useUserAction } from './useUserAction.ts'

const LEAST_CHARACTERS = 8

/** One's own picture, name and password. */
export function ProfilePage() {
  const translate = useTranslate()
  const { identity } = useGetIdentity()
  const mayWrite = useMayWrite()
  const me = useUsers().find((user) => user.id === identity?.id)
  if (!me) return <ShowFallback error={null} />
  return (
    <Page>
      <Box sx={{ maxWidth: 560, mx: 'auto', display: 'grid', gap: 2.5 }}>
        <PageHeader title={translate('crm.profile.title')} subtitle={me.email} />
        {mayWrite ? <AvatarPanel me={me} /> : null}
        <NameForm first={me.first_name} last={me.last_name} />
        <PasswordForm email={me.email} />
      </Box>
    </Page>
  )
}

function AvatarPanel({ me }: { readonly me: Sale }) {
  const translate = useTranslate()
  const dataProvider = useDataProvider<CrmDataProvider>()
  const { act } = useUserAction()
  const name = `${me.first_name} ${me.last_name}`.trim()
  return (
    <Panel title={translate('crm.profile.picture')}>
      <PictureField
        label={translate('crm.profile.picture_hint')}
        hasPicture={me.avatar !== null}
        preview={<InitialsAvatar name={name} src={me.avatar?.src} size={48} />}
        publish={readPicture}
        failure="crm.picture.unreadable"
        onChange={(picture) =>
          void act(() => dataProvider.changeOwnAvatar(picture), 'crm.profile.picture_saved')
        }
      />
    </Panel>
  )
}

function NameForm({ first, last }: { readonly first: string; readonly last: string }) {
  const translate = useTranslate()
  const dataProvider = useDataProvider<CrmDataProvider>()
  const { act, isBusy } = useUserAction()
  const [name, setName] = useState({ first_name: first, last_name: last })
  const isChanged = name.first_name !== first || name.last_name !== last
  const save = (event: FormEvent) => {
    event.preventDefault()
    void act(() => dataProvider.changeOwnName(name), 'crm.profile.name_saved')
  }
  return (
    <Panel title={translate('crm.profile.name')}>
      <Box component="form" onSubmit={save} sx={{ display: 'grid', gap: 2, pt: 1 }}>
        <TextField
          label={translate('crm.field.first_name')}
          autoComplete="given-name"
          value={name.first_name}
          onChange={(event) => setName({ ...name, first_name: event.target.value })}
        />
        <TextField
          required
          label={translate('crm.field.last_name')}
          autoComplete="family-name"
          value={name.last_name}
          onChange={(event) => setName({ ...name, last_name: event.target.value })}
        />
        <Button
          type="submit"
          variant="contained"
          disabled={!isChanged || name.last_name.trim() === '' || isBusy}
          sx={{ justifySelf: 'start' }}
        >
          {translate('crm.profile.save_name')}
        </Button>
      </Box>
    </Panel>
  )
}

function PasswordForm({ email }: { readonly email: string }) {
  const translate = useTranslate()
  const dataProvider = useDataProvider<CrmDataProvider>()
  const { act, isBusy } = useUserAction()
  const [password, setPassword] = useState('')
  const [again, setAgain] = useState('')
  const isDifferent = again !== '' && again !== password
  const save = async (event: FormEvent) => {
    event.preventDefault()
    const done = await act(async () => {
      await dataProvider.changeOwnPassword(password)
      return true
    }, 'crm.profile.password_saved')
    if (!done) return
    setPassword('')
    setAgain('')
  }
  return (
    <Panel title={translate('crm.field.password')}>
      <Box
        component="form"
        onSubmit={(event: FormEvent) => void save(event)}
        sx={{ display: 'grid', gap: 2, pt: 1 }}
      >
        {/* Password managers want to know whose it is. */}
        <input type="hidden" name="username" autoComplete="username" value={email} readOnly />
        <TextField
          required
          type="password"
          label={translate('crm.profile.new_password')}
          autoComplete="new-password"
          value={password}
          helperText={translate('crm.auth.password_rule', { count: LEAST_CHARACTERS })}
          onChange={(event) => setPassword(event.target.value)}
        />
        <TextField
          required
          type="password"
          label={translate('crm.profile.password_again')}
          autoComplete="new-password"
          value={again}
          error={isDifferent}
          helperText={isDifferent ? translate('crm.profile.passwords_differ') : ' '}
          onChange={(event) => setAgain(event.target.value)}
        />
        <Button
          type="submit"
          variant="contained"
          disabled={password.length < LEAST_CHARACTERS || again !== password || isBusy}
          sx={{ justifySelf: 'start' }}
        >
          {translate('crm.profile.save_password')}
        </Button>
        <Typography variant="caption" sx={{ color: 'text.secondary' }}>
          {translate('crm.profile.password_hint')}
        </Typography>
      </Box>
    </Panel>
  )
}
