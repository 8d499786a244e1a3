import { Box } from '@mui/material'
import { useTranslate } from 'ra-core'
import type { ChangedValues } from '../../providers/types.ts'
import { prettify } from '../../ui/initials.ts'
import { VisuallyHidden } from '../../ui/VisuallyHidden.tsx'
import { FieldValue, fieldWords, type NameOf } from '../fields/index.ts'
import { type ChangedField, changedFields } from './changed-fields.ts'

interface ChangedFieldsProps {
  readonly change: ChangedValues
  readonly nameOf: NameOf
}

/** Each field as it was and as it became. */
export function ChangedFields({ change, nameOf }: ChangedFieldsProps) {
  const resource = change.source === 'companies' ? 'organizations' : change.source
  return (
    <Box
      component="dl"
      sx={{
        display: 'grid',
        gridTemplateColumns: { xs: '1fr', sm: 'minmax(120px, 190px) 1fr' },
        columnGap: 2,
        rowGap: { xs: 0, sm: 0.25 },
        m: 0,
        mt: 0.5,
        fontSize: '0.875rem',
      }}
    >
      {changedFields(change).map((field) => (
        <FieldChange
          key={[field.field, ...(field.path ?? [])].join('.')}
          resource={resource}
          field={field}
          verb={change.verb}
          nameOf={nameOf}
        />
      ))}
    </Box>
  )
}

interface FieldChangeProps {
  readonly resource: string
  readonly field: ChangedField
  readonly verb: ChangedValues['verb']
  readonly nameOf: NameOf
}

/** The catalog's names of the values that a setting has parts for. */
const PREFIXES: Readonly<Record<string, string>> = {
  interactionTypes: 'crm.activity_type',
  opportunityStages: 'crm.stage',
  priorities: 'crm.priority',
}

function FieldChange({ resource, field, verb, nameOf }: FieldChangeProps) {
  const translate = useTranslate()
  const { path = [] } = field
  const partName = (part: string) =>
    translate(`crm.changes.part.${part}`, {
      _: translate(`${PREFIXES[field.field] ?? ''}.${part}`, { _: prettify(part) }),
    })
  const value = (which: 'former' | 'given') => {
    const held = field[which]
    if (path.length > 0 && Array.isArray(held)) return held.map(String).map(partName).join(', ')
    return <FieldValue resource={resource} field={field.field} value={held} nameOf={nameOf} />
  }
  const isSame = field.former === field.given
  return (
    <>
      <Box component="dt" sx={{ color: 'text.secondary' }}>
        {[
          translate(fieldWords(resource, field.field).label, { _: prettify(field.field) }),
          ...path.map(partName),
        ].join(' · ')}
      </Box>
      <Box component="dd" sx={{ m: 0, mb: { xs: 0.75, sm: 0 }, minWidth: 0, ...CLAMPED }}>
        {verb === 'update' && !isSame ? (
          <>
            <Box component="del" sx={{ color: 'text.secondary', textDecorationThickness: '1px' }}>
              {value('former')}
            </Box>
            <span aria-hidden> → </span>
            <VisuallyHidden>{translate('crm.changes.becomes')}</VisuallyHidden>
          </>
        ) : null}
        {value(verb === 'delete' ? 'former' : 'given')}
      </Box>
    </>
  )
}

/** A long text shows its beginning. */
const CLAMPED = {
  display: '-webkit-box',
  WebkitLineClamp: 8,
  WebkitBoxOrient: 'vertical',
  overflow: 'hidden',
  overflowWrap: 'anywhere',
  position: 'relative',
} as const
