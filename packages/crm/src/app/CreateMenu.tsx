import { ListItemIcon, ListItemText, Menu, MenuItem } from '@mui/material'
import { useTranslate } from 'ra-core'
import { useEffect, useRef, useState } from 'react'
import { Link } from 'react-router-dom'
import {
  AddIcon,
  ContactsIcon,
  OpportunitiesIcon,
  OrganizationsIcon,
  TaskIcon,
  UploadIcon,
} from '../ui/icons.ts'
import { useMayWrite } from '../ui/useMayWrite.ts'
import { ShellButton } from './ShellButton.tsx'
import { useOpening } from './ShellDialogs.tsx'

const CREATED = [
  { to: '/opportunities/create', label: 'crm.opportunity.new', icon: OpportunitiesIcon },
  { to: '/contacts/create', label: 'crm.contact.new', icon: ContactsIcon },
  { to: '/organizations/create', label: 'crm.organization.new', icon: OrganizationsIcon },
  { to: '/tasks/create', label: 'crm.task.new', icon: TaskIcon },
  { to: '/import', label: 'crm.import.from_file', icon: UploadIcon },
] as const

/** What can be created, from every page. */
export function CreateMenu() {
  const translate = useTranslate()
  const button = useRef<HTMLButtonElement>(null)
  const { opened, open } = useOpening()
  const [anchor, setAnchor] = useState<HTMLElement | null>(null)
  const close = () => open(null)
  useEffect(() => {
    // The rail and the bar of phones both have one, of which the other is not shown.
    const isMine = opened === 'create' && button.current?.checkVisibility()
    setAnchor(isMine ? button.current : null)
  }, [opened])
  const mayWrite = useMayWrite()
  if (!mayWrite) return null
  return (
    <>
      <ShellButton
        ref={button}
        label={translate('crm.create_menu.label')}
        icon={<AddIcon />}
        isAccented
        aria-haspopup="menu"
        aria-expanded={anchor !== null}
        aria-keyshortcuts="c"
        onClick={() => open('create')}
      />
      <Menu
        anchorEl={anchor}
        open={anchor !== null}
        onClose={close}
        anchorOrigin={{ vertical: 'bottom', horizontal: 'left' }}
      >
        {CREATED.map(({ to, label, icon: Icon }) => (
          <MenuItem key={to} component={Link} to={to} onClick={close}>
            <ListItemIcon>
              <Icon fontSize="small" />
            </ListItemIcon>
            <ListItemText>{translate(label)}</ListItemText>
          </MenuItem>
        ))}
      </Menu>
    </>
  )
}
