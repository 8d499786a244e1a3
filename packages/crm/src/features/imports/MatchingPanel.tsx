import { Box, Checkbox, FormControlLabel, TextField, Typography } from '@mui/material'
import { useTranslate } from 'ra-core'
import { type ImportMapping, type ImportMatching, importKeys } from '../../providers/types.ts'
import { Panel } from '../../ui/Panel.tsx'
import { hasExternalIds, namedSections, sectionOf } from './matching.ts'
import { useFieldName } from './useFieldName.ts'

interface MatchingPanelProps {
  readonly mapping: ImportMapping
  readonly matching: ImportMatching
  readonly onChange: (matching: ImportMatching) => void
}

/** By what records are told again: whose IDs the file has, and what counts beside them. */
export function MatchingPanel({ mapping, matching, onChange }: MatchingPanelProps) {
  const translate = useTranslate()
  const { sectionName } = useFieldName()
  return (
    <Panel title={translate('crm.import.matching.title')}>
      <Typography variant="body2" sx={{ color: 'text.secondary', mb: 2 }}>
        {translate('crm.import.matching.hint')}
      </Typography>
      {hasExternalIds(mapping) ? (
        <TextField
          size="small"
          required
          label={translate('crm.import.matching.source')}
          helperText={translate('crm.import.matching.source_hint')}
          value={matching.source}
          onChange={(event) => onChange({ ...matching, source: event.target.value })}
          slotProps={{ htmlInput: { maxLength: 100 } }}
          sx={{ mb: 1.5, width: '100%', maxWidth: 480 }}
        />
      ) : null}
      {[...namedSections(mapping)].map((section) => (
        <Box key={section} role="group" aria-label={sectionName(section)} sx={GROUP}>
          <Typography variant="body2" sx={{ fontWeight: 600, width: { xs: '100%', sm: 110 } }}>
            {sectionName(section)}
          </Typography>
          {importKeys
            .filter((key) => sectionOf(key) === section)
            .map((key) => (
              <FormControlLabel
                key={key}
                label={translate(`crm.import.matching.by.${key.replace('.', '_')}`)}
                slotProps={{ typography: { variant: 'body2' } }}
                control={
                  <Checkbox
                    size="small"
                    checked={matching.by.includes(key)}
                    onChange={(_, isOn) =>
                      onChange({
                        ...matching,
                        by: importKeys.filter((one) =>
                          one === key ? isOn : matching.by.includes(one),
                        ),
                      })
                    }
                  />
                }
              />
            ))}
        </Box>
      ))}
    </Panel>
  )
}

const GROUP = {
  display: 'flex',
  flexWrap: 'wrap',
  alignItems: 'center',
  columnGap: 1.5,
} as const
