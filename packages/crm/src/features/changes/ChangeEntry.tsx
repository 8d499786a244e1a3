import { Box, Button, Typography } from '@mui/material'
import { useTranslate } from 'ra-core'
import { useState } from 'react'
import type { RecordChange } from '../../providers/types.ts'
import { SoftChip } from '../../ui/SoftChip.tsx'
import { TextLink } from '../../ui/TextLink.tsx'
import { useLocalFormat } from '../../ui/useLocalFormat.ts'
import type { NameOf } from '../fields/index.ts'
import { ChangedFields } from './ChangedFields.tsx'
import { changedFields } from './changed-fields.ts'

interface ChangeEntryProps {
  readonly change: RecordChange
  readonly nameOf: NameOf
  /** Not where all entries are about one record. */
  readonly namesRecord: boolean
}

/** An entry of the log: who, when, of what, and each field as it was and as it became. */
export function ChangeEntry({ change, nameOf, namesRecord }: ChangeEntryProps) {
  const translate = useTranslate()
  const { moment } = useLocalFormat()
  const who =
    change.changed_by === null
      ? translate('crm.changes.nobody')
      : (nameOf('sales', change.changed_by) ?? `#${change.changed_by}`)
  return (
    <Box
      component="li"
      sx={{ px: 2, py: 1.25, '& + &': { borderTop: '1px solid var(--v-border)' } }}
    >
      {namesRecord ? <RecordName change={change} /> : null}
      <Typography variant="body2" sx={{ color: 'text.secondary' }}>
        {translate(`crm.changes.said.${saidOf(change)}.${change.verb}`, { who })}
        {' · '}
        <time dateTime={change.changed_at}>{moment(change.changed_at)}</time>
      </Typography>
      <Fields change={change} nameOf={nameOf} />
    </Box>
  )
}

function saidOf({ source }: RecordChange): string {
  return /^(contact_organizations|external_keys|opportunity_contacts|opportunity_participants|record_changes|record_tags|sales_roles)$/.test(
    source,
  )
    ? source
    : 'record'
}

function RecordName({ change }: { readonly change: RecordChange }) {
  const translate = useTranslate()
  const { resource, record_name, is_gone } = change
  const path = pathOf(change)
  const name =
    resource === 'configuration'
      ? translate('crm.changes.of_settings')
      : record_name || translate('crm.changes.unnamed')
  return (
    <Box sx={{ display: 'flex', gap: 1, alignItems: 'center', flexWrap: 'wrap', mb: 0.25 }}>
      <Typography variant="body2" component="span" sx={{ fontWeight: 580, minWidth: 0 }}>
        {path === null ? name : <TextLink to={path}>{name}</TextLink>}
      </Typography>
      <SoftChip>{translate(`resources.${resource}.name`, { smart_count: 1 })}</SoftChip>
      {is_gone ? (
        <Typography variant="caption" sx={{ color: 'text.secondary' }}>
          {translate('crm.changes.gone')}
        </Typography>
      ) : null}
    </Box>
  )
}

/** Where the record is shown; null where it has no page, or is no more. */
function pathOf({ resource, record_id, is_gone }: RecordChange): string | null {
  if (is_gone) return null
  switch (resource) {
    case 'opportunities':
    case 'contacts':
    case 'organizations':
      return `/${resource}/${record_id}/show`
    case 'tasks':
      return '/tasks'
    case 'sales':
      return '/settings/users'
    case 'configuration':
      return '/settings'
    case 'activities':
      return null
  }
}

/** All values of a row that came or went are many, and wait to be asked for. */
function Fields({ change, nameOf }: { readonly change: RecordChange; readonly nameOf: NameOf }) {
  const translate = useTranslate()
  const [isOpen, setOpen] = useState(false)
  const fields = changedFields(change)
  const isWhole = change.verb !== 'update' && saidOf(change) === 'record'
  return (
    <>
      {isWhole && fields.length > 0 ? (
        <Button
          size="small"
          color="inherit"
          aria-expanded={isOpen}
          onClick={() => setOpen(!isOpen)}
          sx={{ ml: -1 }}
        >
          {isOpen
            ? translate('crm.changes.hide')
            : translate('crm.changes.values', { smart_count: fields.length })}
        </Button>
      ) : null}
      {isWhole && !isOpen ? null : <ChangedFields change={change} nameOf={nameOf} />}
    </>
  )
}
