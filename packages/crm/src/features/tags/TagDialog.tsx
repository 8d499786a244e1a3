import {
  Box,
  Button,
  Dialog,
  DialogActions,
  DialogContent,
  DialogTitle,
  TextField,
} from '@mui/material'
import type { Tag } from '@valence/schema'
import { useCreate, useNotify, useTranslate, useUpdate } from 'ra-core'
import { type FormEvent, useState } from 'react'
import { SoftChip } from '../../ui/SoftChip.tsx'
import { useNotifyError } from '../../ui/useNotifyError.ts'
import { nextColour } from './tag-colours.ts'
import { useTags } from './useTags.ts'

interface TagDialogProps {
  /** null makes a new one. */
  readonly tag: Tag | null
  readonly onClose: () => void
  readonly onSaved?: (tag: Tag) => void
}

/** Name and colour of a tag. A name that is taken is refused here: two tags of one name cannot be told apart. */
export function TagDialog({ tag, onClose, onSaved }: TagDialogProps) {
  const translate = useTranslate()
  const notify = useNotify()
  const notifyError = useNotifyError()
  const tags = useTags()
  const [name, setName] = useState(tag?.name ?? '')
  const [colour, setColour] = useState(tag?.color ?? nextColour(tags.length))
  const [create, { isPending: isCreating }] = useCreate<Tag>()
  const [update, { isPending: isUpdating }] = useUpdate<Tag>()
  const given = name.trim()
  const isTaken = tags.some(
    (other) => other.id !== tag?.id && other.name.toLowerCase() === given.toLowerCase(),
  )

  const save = async (event: FormEvent) => {
    event.preventDefault()
    // React hands events on to the component that opened the dialog: a form around it is not meant.
    event.stopPropagation()
    if (given === '' || isTaken) return
    const data = { name: given, color: colour }
    try {
      const saved = tag
        ? await update(
            'tags',
            { id: tag.id, data: { ...tag, ...data }, previousData: tag },
            { returnPromise: true, mutationMode: 'pessimistic' },
          )
        : await create('tags', { data }, { returnPromise: true })
      if (!saved) return
      notify('crm.tag.saved', { type: 'success' })
      onSaved?.(saved)
      onClose()
    } catch (error) {
      notifyError(error)
    }
  }

  return (
    <Dialog open onClose={onClose} maxWidth="xs" fullWidth>
      <form onSubmit={(event) => void save(event)}>
        <DialogTitle>{translate(tag ? 'crm.tag.edit' : 'crm.tag.new')}</DialogTitle>
        <DialogContent>
          <Box sx={{ display: 'grid', gap: 2, pt: 1 }}>
            <TextField
              autoFocus
              required
              label={translate('crm.field.name')}
              value={name}
              onChange={(event) => setName(event.target.value)}
              error={isTaken}
              helperText={isTaken ? translate('crm.tag.taken') : ' '}
            />
            <TextField
              type="color"
              label={translate('crm.tag.colour')}
              value={colour}
              onChange={(event) => setColour(event.target.value)}
              slotProps={{ inputLabel: { shrink: true }, htmlInput: { style: { height: 28 } } }}
            />
            <Box aria-hidden>
              <SoftChip colour={colour}>{given || '…'}</SoftChip>
            </Box>
          </Box>
        </DialogContent>
        <DialogActions sx={{ px: 3, pb: 2 }}>
          <Button color="inherit" onClick={onClose}>
            {translate('crm.action.cancel')}
          </Button>
          <Button
            type="submit"
            variant="contained"
            disabled={given === '' || isTaken || isCreating || isUpdating}
          >
            {translate('crm.action.save')}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  )
}
