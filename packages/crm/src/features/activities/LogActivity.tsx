import { Box, Typography } from '@mui/material'
import { type InteractionType, interactionTypes } from '@valence/schema'
import { useTranslate } from 'ra-core'
import { FormProvider, useForm } from 'react-hook-form'
import { useNavigate, useSearchParams } from 'react-router-dom'
import type { TimelineScope } from '../../providers/types.ts'
import { FormPage } from '../../ui/FormPage.tsx'
import { idIn } from '../../ui/id-in.ts'
import { Panel } from '../../ui/Panel.tsx'
import {
  ContactInput,
  OpportunityInput,
  OrganizationInput,
  recordPath,
} from '../references/index.ts'
import { ActivityComposer } from './ActivityComposer.tsx'

/** Logs an activity from anywhere; `?type=`, `?contact=`, `?organization=` and `?opportunity=` (ids) fill it in. */
export function LogActivity() {
  const translate = useTranslate()
  const [search] = useSearchParams()
  const asked = search.get('type')
  const type = interactionTypes.find((name) => name === asked) ?? 'note'
  // No form of its own: the composer is one, and forms cannot stand in each other.
  const form = useForm<TimelineScope>({
    values: {
      contact_id: idIn(search, 'contact'),
      organization_id: idIn(search, 'organization'),
      opportunity_id: idIn(search, 'opportunity'),
    },
  })
  return (
    <FormPage title={translate('crm.activity.log_title')}>
      <Panel title={translate('crm.activity.log_about')}>
        <FormProvider {...form}>
          <Box
            sx={{
              display: 'grid',
              gap: 1.5,
              gridTemplateColumns: { xs: '1fr', md: 'repeat(3, minmax(0, 1fr))' },
            }}
          >
            <ContactInput source="contact_id" />
            <OrganizationInput source="organization_id" />
            <OpportunityInput source="opportunity_id" />
          </Box>
        </FormProvider>
        <Composer scope={form.watch()} type={type} />
      </Panel>
    </FormPage>
  )
}

function Composer({
  scope,
  type,
}: {
  readonly scope: TimelineScope
  readonly type: InteractionType
}) {
  const translate = useTranslate()
  const navigate = useNavigate()
  // What was logged can be seen there.
  const address = recordPath(scope)
  if (address === null) {
    return (
      <Typography variant="body2" sx={{ color: 'text.secondary', mt: 1.5 }}>
        {translate('crm.activity.log_hint')}
      </Typography>
    )
  }
  return (
    <Box sx={{ mt: 1.5 }}>
      <ActivityComposer scope={scope} openAs={type} onClosed={() => void navigate(address)} />
    </Box>
  )
}
