import { Button, Stack } from '@mui/material'
import { useTranslate } from 'ra-core'
import { Link } from 'react-router-dom'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { DashboardIcon } from '../../ui/icons.ts'
import { Panel } from '../../ui/Panel.tsx'

/** The first day: nothing is there yet, so say where to begin. */
export function Welcome() {
  const translate = useTranslate()
  const steps = ['organizations', 'contacts', 'opportunities'] as const
  return (
    <Stack sx={{ mb: 2.5 }}>
      <Panel isFlush>
        <EmptyState
          icon={<DashboardIcon />}
          title={translate('crm.dashboard.welcome')}
          text={translate('crm.dashboard.welcome_hint')}
          action={
            <Stack direction="row" sx={{ gap: 1, justifyContent: 'center', flexWrap: 'wrap' }}>
              {steps.map((resource, index) => (
                <Button
                  key={resource}
                  component={Link}
                  to={`/${resource}/create`}
                  variant={index === 0 ? 'contained' : 'outlined'}
                >
                  {translate(`crm.dashboard.first_${resource}`)}
                </Button>
              ))}
            </Stack>
          }
        />
      </Panel>
    </Stack>
  )
}
