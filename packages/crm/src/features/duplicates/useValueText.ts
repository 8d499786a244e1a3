import { useTranslate } from 'ra-core'
import { labelOf, useConfiguration, useStatusChoices } from '../settings/index.ts'
import { useUserName } from '../users/index.ts'

/** A value of a field in the reader's words. */
export function useValueText(): (source: string, value: unknown) => string {
  const translate = useTranslate()
  const userName = useUserName()
  const { label } = useConfiguration()
  const statuses = useStatusChoices()
  return (source, value) => {
    if (value === null || value === undefined || value === '') return ''
    const text = String(value)
    switch (source) {
      case 'sales_id':
        return userName(Number(value))
      case 'status':
        return labelOf(statuses, text)
      case 'sector':
        return label('companySectors', text)
      case 'organization_type':
        return translate(`crm.organization_type.${text}`)
      case 'size':
        return translate(`crm.size.${text}`, { _: text })
      case 'has_newsletter':
        return translate(`ra.boolean.${value === true}`)
      default:
        return text
    }
  }
}
