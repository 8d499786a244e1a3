import { Button, Divider, ListItemText, ListSubheader, Menu, MenuItem } from '@mui/material'
import type { SavedView, SavedViewQuery } from '@valence/schema'
import {
  useListFilterContext,
  useListSortContext,
  useNotify,
  useStore,
  useTranslate,
} from 'ra-core'
import { useState } from 'react'
import { useNavigate } from 'react-router-dom'
import { ExpandIcon } from '../../../ui/icons.ts'
import { useMayManage } from '../../../ui/useMayManage.ts'
import { useUserName } from '../../users/index.ts'
import { COLUMNS_KEY, HIDDEN_COLUMNS } from '../table/columns.ts'
import { SaveViewDialog } from './SaveViewDialog.tsx'
import { useSavedViews } from './useSavedViews.ts'
import { isShown, type ListView, parseViewQuery, viewSearch } from './view-query.ts'

interface SavedViewsProps {
  readonly view: ListView
  readonly onView: (view: ListView) => void
}

/** Filters, sort and columns under a name: one's own, and those that others share. */
export function SavedViews({ view, onView }: SavedViewsProps) {
  const translate = useTranslate()
  const notify = useNotify()
  const navigate = useNavigate()
  const userName = useUserName()
  const { filterValues } = useListFilterContext()
  const { sort } = useListSortContext()
  const [hiddenColumns, setHiddenColumns] = useStore<string[]>(COLUMNS_KEY, [...HIDDEN_COLUMNS])
  const { own, shared, create, update, remove } = useSavedViews()
  const [anchor, setAnchor] = useState<HTMLElement | null>(null)
  const [isSaving, setSaving] = useState(false)

  const now: SavedViewQuery = { filter: filterValues, sort, view, hiddenColumns }
  const current = [...own, ...shared].find((saved) => isShown(parseViewQuery(saved.query), now))
  const close = () => setAnchor(null)
  const apply = (saved: SavedView) => {
    const query = parseViewQuery(saved.query)
    if (query.hiddenColumns) setHiddenColumns(query.hiddenColumns)
    onView(query.view)
    void navigate(`/opportunities?${viewSearch(query)}`)
    close()
  }
  const say = async (done: Promise<boolean>, message: string) => {
    close()
    if (await done) notify(message, { type: 'success' })
  }
  const mayManage = useMayManage()
  const isOwn = current !== undefined && own.includes(current)
  const mayChange = isOwn || (mayManage && current?.is_shared === true)
  const item = (saved: SavedView, detail?: string) => (
    <MenuItem key={saved.id} selected={saved === current} onClick={() => apply(saved)}>
      <ListItemText primary={saved.name} secondary={detail} />
    </MenuItem>
  )
  return (
    <>
      <Button
        variant="outlined"
        color={current ? 'primary' : 'inherit'}
        aria-haspopup="menu"
        endIcon={<ExpandIcon />}
        onClick={(event) => setAnchor(event.currentTarget)}
        sx={{ maxWidth: 220, whiteSpace: 'nowrap', bgcolor: 'background.paper' }}
      >
        <span style={{ overflow: 'hidden', textOverflow: 'ellipsis' }}>
          {current ? current.name : translate('crm.view.title')}
        </span>
      </Button>
      <Menu
        anchorEl={anchor}
        open={anchor !== null}
        onClose={close}
        slotProps={{ paper: { sx: { minWidth: 240, maxWidth: 340 } } }}
      >
        {own.length > 0 ? <ListSubheader>{translate('crm.view.own')}</ListSubheader> : null}
        {own.map((saved) =>
          item(saved, saved.is_shared ? translate('crm.view.is_shared') : undefined),
        )}
        {shared.length > 0 ? <ListSubheader>{translate('crm.view.shared')}</ListSubheader> : null}
        {shared.map((saved) => item(saved, userName(saved.sales_id)))}
        {own.length + shared.length > 0 ? <Divider /> : null}
        <MenuItem
          onClick={() => {
            close()
            setSaving(true)
          }}
        >
          {translate('crm.view.save_as')}
        </MenuItem>
        {current && mayChange ? (
          <MenuItem onClick={() => void say(update(current, { query: now }), 'crm.view.saved')}>
            {translate('crm.view.save_changes', { name: current.name })}
          </MenuItem>
        ) : null}
        {isOwn ? (
          <MenuItem
            onClick={() =>
              void say(update(current, { is_shared: !current.is_shared }), 'crm.view.saved')
            }
          >
            {translate(current.is_shared ? 'crm.view.unshare' : 'crm.view.share')}
          </MenuItem>
        ) : null}
        {current && mayChange ? (
          <MenuItem
            sx={{ color: 'error.main' }}
            onClick={() => void say(remove(current), 'crm.view.deleted')}
          >
            {translate('crm.view.delete', { name: current.name })}
          </MenuItem>
        ) : null}
      </Menu>
      <SaveViewDialog
        isOpen={isSaving}
        onClose={() => setSaving(false)}
        onSave={(name, isShared) => {
          setSaving(false)
          void say(create({ name, isShared, query: now }), 'crm.view.saved')
        }}
      />
    </>
  )
}
