import {
  Button,
  Dialog,
  DialogActions,
  DialogContent,
  DialogContentText,
  DialogTitle,
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableRow,
  useMediaQuery,
  useTheme,
} from '@mui/material'
import { useTranslate } from 'ra-core'
import { useId } from 'react'
import { FieldValue, fieldWords } from '../../features/fields/index.ts'
import { prettify } from '../../ui/initials.ts'
import type { OpenConflict } from './conflict-desk.ts'

/** Someone else saved first: their values, mine, and what shall stay. Escape goes back to the form. */
export function ConflictDialog({ conflict, resolve }: OpenConflict) {
  const translate = useTranslate()
  const titleId = useId()
  const isPhone = useMediaQuery(useTheme().breakpoints.down('sm'))
  const { resource, fields } = conflict
  return (
    <Dialog
      open
      fullWidth
      maxWidth="md"
      fullScreen={isPhone}
      aria-labelledby={titleId}
      onClose={() => resolve('back')}
    >
      <DialogTitle id={titleId}>{translate('crm.conflict.title')}</DialogTitle>
      <DialogContent>
        <DialogContentText variant="body2" sx={{ mb: 1.5 }}>
          {translate('crm.conflict.text')}
        </DialogContentText>
        <Table
          size="small"
          sx={{
            '& td, & th': {
              verticalAlign: 'top',
              overflowWrap: 'break-word',
              px: { xs: 1, sm: 1.75 },
            },
            '& tbody tr:last-child th': { borderBottom: 0 },
          }}
        >
          <TableHead>
            <TableRow>
              <TableCell sx={{ width: '22%' }}>{translate('crm.conflict.field')}</TableCell>
              <TableCell>{translate('crm.conflict.theirs')}</TableCell>
              <TableCell>{translate('crm.conflict.mine')}</TableCell>
            </TableRow>
          </TableHead>
          <TableBody>
            {fields.map(({ field, mine, theirs }) => (
              <TableRow key={field}>
                <TableCell component="th" scope="row">
                  {translate(fieldWords(resource, field).label, { _: prettify(field) })}
                </TableCell>
                <TableCell>
                  <FieldValue resource={resource} field={field} value={theirs} />
                </TableCell>
                <TableCell>
                  <FieldValue resource={resource} field={field} value={mine} />
                </TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      </DialogContent>
      <DialogActions sx={{ px: 3, pb: 2, flexWrap: 'wrap', gap: 1 }}>
        <Button color="inherit" onClick={() => resolve('back')}>
          {translate('crm.conflict.back')}
        </Button>
        <Button variant="outlined" onClick={() => resolve('theirs')}>
          {translate('crm.conflict.take_theirs')}
        </Button>
        <Button variant="contained" onClick={() => resolve('mine')}>
          {translate('crm.conflict.keep_mine')}
        </Button>
      </DialogActions>
    </Dialog>
  )
}
