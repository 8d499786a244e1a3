import { useTranslate } from 'ra-core'
import type { RowError } from './build-rows.ts'
import type { ImportDraft } from './import-session.ts'
import { useFieldName } from './useFieldName.ts'

/** «Amount: «lots» is not a number.», with the name of the column where a column is the field. */
export function useErrorText({ mapping }: ImportDraft): (error: RowError) => string {
  const translate = useTranslate()
  const { fieldName } = useFieldName()
  return ({ field, code, value, message, other = '' }) => {
    const header = Object.keys(mapping).find((name) => mapping[name] === field)
    const where = header ?? fieldName(field)
    const why = translate(`crm.import.error.${code}`, { value, other, _: message ?? code })
    const details = (code === 'refused' || code === 'invalid') && message ? ` (${message})` : ''
    return `${where ? `${where}: ` : ''}${why}${details}`
  }
}
