import { Link, Typography } from '@mui/material'
import type { Activity } from '@valence/schema'
import { useTranslate } from 'ra-core'
import type { TimelineEntry } from '../../providers/types.ts'
import { useLocalFormat } from '../../ui/useLocalFormat.ts'
import { useHistory } from '../changes/index.ts'
import { useUserName } from '../users/index.ts'

interface EditedMarkProps {
  readonly activity: Activity
  readonly edited: NonNullable<Extract<TimelineEntry, { readonly activity: Activity }>['edited']>
}

/** That an entry no longer says what it said first, since when and by whom; it opens what it said before. */
export function EditedMark({ activity, edited }: EditedMarkProps) {
  const translate = useTranslate()
  const { moment } = useLocalFormat()
  const userName = useUserName()
  const { action, dialog } = useHistory({
    resource: 'activities',
    recordId: activity.id,
    name: activity.subject || translate(`crm.activity_type.${activity.type}`),
  })
  return (
    <Typography variant="caption" component="div" sx={{ mt: 0.25 }}>
      <Link
        component="button"
        type="button"
        variant="caption"
        color="text.secondary"
        onClick={action.onSelect}
      >
        {[translate('crm.edited.mark', { moment: moment(edited.at) }), userName(edited.by)]
          .filter(Boolean)
          .join(' · ')}
      </Link>
      {dialog}
    </Typography>
  )
}
