import { useTranslate } from 'ra-core'
import { SearchIcon } from '../ui/icons.ts'
import { ShellButton } from './ShellButton.tsx'
import { useOpenDialog } from './ShellDialogs.tsx'

/** Opens the search over everything. */
export function SearchButton() {
  const translate = useTranslate()
  const openDialog = useOpenDialog()
  return (
    <ShellButton
      label={translate('crm.search.label')}
      icon={<SearchIcon />}
      aria-haspopup="dialog"
      aria-keyshortcuts="/"
      onClick={() => openDialog('search')}
    />
  )
}
