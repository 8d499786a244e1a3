import { useTranslate } from 'ra-core'
import { SearchIcon } from '../ui/icons.ts'
import { ShellButton } from './ShellButton.tsx'
import { useOpening } from './ShellDialogs.tsx'

/** Opens the search over everything. */
export function SearchButton() {
  const translate = useTranslate()
  const { open } = useOpening()
  return (
    <ShellButton
      label={translate('crm.search.label')}
      icon={<SearchIcon />}
      aria-haspopup="dialog"
      aria-keyshortcuts="/ Control+K Meta+K"
      onClick={() => open('search')}
    />
  )
}
