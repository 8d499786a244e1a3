import { Box, Typography } from '@mui/material'
import { useTranslate } from 'ra-core'
import { type FirstStep, firstSteps } from '../../providers/types.ts'
import { CheckIcon } from '../../ui/icons.ts'
import { Panel } from '../../ui/Panel.tsx'
import { TextLink } from '../../ui/TextLink.tsx'
import { VisuallyHidden } from '../../ui/VisuallyHidden.tsx'

const WAYS: Readonly<
  Record<FirstStep, readonly { readonly to: string; readonly label: string }[]>
> = {
  contacts: [{ to: '/contacts/create', label: 'crm.welcome.contacts' }],
  business: [
    { to: '/organizations/create', label: 'crm.welcome.organizations' },
    { to: '/opportunities/create', label: 'crm.welcome.opportunities' },
  ],
  history: [
    { to: '/activities/create', label: 'crm.welcome.activities' },
    { to: '/import', label: 'crm.welcome.import' },
  ],
}

/** The first day: three steps, each checked by the data itself. */
export function Welcome({ begun }: { readonly begun: Readonly<Record<FirstStep, boolean>> }) {
  const translate = useTranslate()
  return (
    <Box sx={{ mb: 2.5 }}>
      <Panel title={translate('crm.welcome.title')}>
        <Typography variant="body2" sx={{ color: 'text.secondary' }}>
          {translate('crm.welcome.hint')}
        </Typography>
        <Box
          component="ol"
          sx={{ listStyle: 'none', m: 0, mt: 1.5, p: 0, display: 'grid', gap: 1 }}
        >
          {firstSteps.map((step, place) => (
            <Box
              component="li"
              key={step}
              sx={{ display: 'flex', gap: 1.25, alignItems: 'center' }}
            >
              <StepMark place={place} isDone={begun[step]} />
              <Box sx={{ display: 'flex', columnGap: 2, flexWrap: 'wrap' }}>
                {WAYS[step].map(({ to, label }) => (
                  <TextLink key={to} to={to}>
                    {translate(label)}
                  </TextLink>
                ))}
              </Box>
            </Box>
          ))}
        </Box>
      </Panel>
    </Box>
  )
}

function StepMark({ place, isDone }: { readonly place: number; readonly isDone: boolean }) {
  const translate = useTranslate()
  return (
    <Box
      component="span"
      sx={{
        width: 26,
        height: 26,
        flex: 'none',
        borderRadius: '50%',
        display: 'grid',
        placeItems: 'center',
        fontSize: '0.8125rem',
        fontWeight: 620,
        bgcolor: isDone ? 'success.main' : 'var(--v-accent-soft)',
        color: isDone ? 'success.contrastText' : 'primary.main',
      }}
    >
      {isDone ? <CheckIcon aria-hidden sx={{ fontSize: 17 }} /> : place + 1}
      {isDone ? <VisuallyHidden>{translate('crm.welcome.done')}</VisuallyHidden> : null}
    </Box>
  )
}
