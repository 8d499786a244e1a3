import { Alert, Box, FormControlLabel, Switch, Typography } from '@mui/material'
import { useTranslate } from 'ra-core'
import type { ImportReading } from '../../providers/types.ts'
import { Panel } from '../../ui/Panel.tsx'
import { useLocalFormat } from '../../ui/useLocalFormat.ts'
import { ENCODINGS, type Encoding } from './decode-text.ts'
import { FileNotices } from './FileNotices.tsx'
import type { ImportDraft } from './import-session.ts'
import { NumberQuestionInput } from './NumberQuestionInput.tsx'
import { PlainSelect } from './PlainSelect.tsx'
import type { ReadOptions } from './read-file.ts'
import { SEPARATORS, type Separator } from './separators.ts'

const SEPARATOR_NAMES: Readonly<Record<Separator, string>> = {
  ',': 'comma',
  ';': 'semicolon',
  '\t': 'tab',
  '|': 'bar',
}

interface ReadingPanelProps {
  readonly draft: ImportDraft
  readonly onOptions: (options: ReadOptions) => void
  readonly onReading: (reading: ImportReading) => void
}

/** How the file was read, what of it is left out, and every choice about that. */
export function ReadingPanel({ draft, onOptions, onReading }: ReadingPanelProps) {
  const translate = useTranslate()
  const { file, reading, questions, options, program } = draft
  const choose = (changes: ReadOptions) => onOptions({ ...options, ...changes })
  return (
    <Panel title={translate('crm.import.reading_title')}>
      <Typography variant="body2" sx={{ color: 'text.secondary', mb: 2 }}>
        <strong>{file.name}</strong>
        {' · '}
        {program ? <>{translate('crm.import.written_by', { name: program })} · </> : null}
        <Account draft={draft} />
      </Typography>
      <Box sx={CHOICES}>
        {file.text?.separator ? (
          <PlainSelect
            label={translate('crm.import.separator')}
            value={file.text.separator}
            options={SEPARATORS.map((value) => ({
              value,
              label: translate(`crm.import.separators.${SEPARATOR_NAMES[value]}`),
            }))}
            onChange={(separator) => choose({ separator: separator as Separator })}
          />
        ) : null}
        {file.text ? (
          <PlainSelect
            label={translate('crm.import.encoding')}
            value={file.text.encoding}
            help={
              file.text.sample.length > 0
                ? translate('crm.import.sample', { words: file.text.sample.join(' · ') })
                : undefined
            }
            options={Object.entries(ENCODINGS).map(([value, label]) => ({ value, label }))}
            onChange={(encoding) => choose({ encoding: encoding as Encoding })}
          />
        ) : null}
        <SheetInput draft={draft} onChoose={(sheet) => onOptions({ sheet })} />
        {file.place ? (
          <PlainSelect
            label={translate('crm.import.header_line')}
            value={String(file.place.headerLine)}
            options={file.place.candidates.map(({ line, cells }) => ({
              value: String(line),
              label: `${line}: ${cells.filter(Boolean).join(' · ').slice(0, 60)}`,
            }))}
            onChange={(line) => choose({ headerLine: Number(line) })}
          />
        ) : null}
        <DayOrderInput draft={draft} onReading={onReading} />
      </Box>
      {questions.number ? (
        <NumberQuestionInput
          question={questions.number}
          value={reading.decimal}
          onChange={(decimal) => onReading({ ...reading, decimal })}
        />
      ) : null}
      <Footer draft={draft} onChoose={choose} />
      <FileNotices notices={file.notices} />
      <FormControlLabel
        label={translate('crm.import.leave_empty')}
        slotProps={{ typography: { variant: 'body2' } }}
        control={
          <Switch
            size="small"
            checked={reading.leaveEmpty ?? false}
            onChange={(_, leaveEmpty) => onReading({ ...reading, leaveEmpty })}
          />
        }
      />
    </Panel>
  )
}

const CHOICES = {
  display: 'grid',
  gap: 2,
  mb: 1.5,
  gridTemplateColumns: {
    xs: 'minmax(0, 1fr)',
    sm: 'repeat(auto-fill, minmax(220px, 1fr))',
  },
} as const

/** «12 lines: 8 rows, 1 with the names of the columns, 3 empty.» */
export function Account({ draft: { file } }: { readonly draft: ImportDraft }) {
  const translate = useTranslate()
  const { locale } = useLocalFormat()
  const { total, rows, leftOut } = file.account
  const count = (smart_count: number) => ({
    smart_count,
    count: smart_count.toLocaleString(locale),
  })
  const parts = Object.entries(leftOut)
    .filter(([, lines]) => lines > 0)
    .map(([reason, lines]) => translate(`crm.import.left_out_lines.${reason}`, count(lines)))
  const whole = translate('crm.import.lines', count(total))
  const read = translate('crm.import.file_rows', count(rows))
  return <>{translate('crm.import.account', { whole, parts: [read, ...parts].join(', ') })}</>
}

function SheetInput({
  draft,
  onChoose,
}: {
  readonly draft: ImportDraft
  readonly onChoose: (sheet: string) => void
}) {
  const translate = useTranslate()
  const { workbook } = draft.file
  if (!workbook || workbook.sheets.length < 2) return null
  return (
    <PlainSelect
      label={translate('crm.import.sheet')}
      value={workbook.sheet}
      options={workbook.sheets.map(({ name, isHidden }) => ({
        value: name,
        label: isHidden ? translate('crm.import.hidden_sheet', { name }) : name,
      }))}
      onChange={onChoose}
    />
  )
}

function DayOrderInput({
  draft,
  onReading,
}: {
  readonly draft: ImportDraft
  readonly onReading: (reading: ImportReading) => void
}) {
  const translate = useTranslate()
  const { days } = draft.questions
  const { reading } = draft
  if (!days) return null
  const found = days.shown === 'both' || days.shown === null ? '' : days.shown
  return (
    <PlainSelect
      label={translate('crm.import.day_order')}
      value={reading.dayOrder ?? ''}
      help={days.shown === 'both' ? translate('crm.import.day_orders_both') : undefined}
      options={[
        {
          value: '',
          label: translate(
            found ? `crm.import.day_orders.found_${found}` : 'crm.import.day_orders.usual',
          ),
        },
        ...(['day_first', 'month_first'] as const).map((value) => ({
          value,
          label: translate(`crm.import.day_orders.${value}`, { text: days.text }),
        })),
      ]}
      onChange={(value) => {
        const { dayOrder: _, ...rest } = reading
        onReading(value === '' ? rest : { ...rest, dayOrder: value as 'day_first' | 'month_first' })
      }}
    />
  )
}

function Footer({
  draft,
  onChoose,
}: {
  readonly draft: ImportDraft
  readonly onChoose: (options: ReadOptions) => void
}) {
  const translate = useTranslate()
  const footer = draft.file.place?.footer
  if (!footer) return null
  return (
    <Alert severity="info" variant="outlined" sx={{ mb: 1 }}>
      {translate('crm.import.footer', { line: footer.line, smart_count: footer.texts.length })}
      <Box component="ul" sx={{ m: 0, my: 0.5, pl: 2.5, overflowWrap: 'anywhere' }}>
        {footer.texts.slice(0, 5).map((text) => (
          <li key={text}>{text}</li>
        ))}
      </Box>
      <FormControlLabel
        label={translate('crm.import.leave_footer_out')}
        slotProps={{ typography: { variant: 'body2' } }}
        control={
          <Switch
            size="small"
            checked={footer.isLeftOut}
            onChange={(_, isOut) => onChoose({ withFooter: !isOut })}
          />
        }
      />
    </Alert>
  )
}
