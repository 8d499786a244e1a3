import { useTranslate } from 'ra-core'
import type { ImportSection } from '../../providers/types.ts'
import { fieldOf } from './fields.ts'

const RESOURCE: Readonly<Record<ImportSection, string>> = {
  contact: 'contacts',
  organization: 'organizations',
  opportunity: 'opportunities',
  note: 'notes',
  task: 'tasks',
}

/** What sections and fields are called: «Contact», «Contact: First name». */
export function useFieldName() {
  const translate = useTranslate()
  const sectionName = (section: ImportSection) =>
    translate(`resources.${RESOURCE[section]}.name`, { smart_count: 1 })
  const fieldName = (id: string) => {
    const field = fieldOf(id)
    return field
      ? translate('crm.import.of_section', {
          section: sectionName(field.section),
          name: translate(field.label),
        })
      : ''
  }
  return { sectionName, fieldName }
}
