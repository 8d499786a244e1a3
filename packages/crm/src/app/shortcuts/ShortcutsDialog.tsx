import {
  Box,
  Button,
  Dialog,
  DialogActions,
  DialogContent,
  DialogTitle,
  FormControlLabel,
  Switch,
  Typography,
} from '@mui/material'
import { useTranslate } from 'ra-core'
import { useId } from 'react'
import { shortcutList } from './shortcut-list.ts'
import { useShortcutsSwitch } from './useShortcuts.ts'

/** What the keyboard can do, and the switch for single keys. */
export function ShortcutsDialog({ onClose }: { readonly onClose: () => void }) {
  const translate = useTranslate()
  const titleId = useId()
  const [isOn, setOn] = useShortcutsSwitch()
  return (
    <Dialog open fullWidth maxWidth="sm" onClose={onClose} aria-labelledby={titleId}>
      <DialogTitle id={titleId}>{translate('crm.shortcuts.title')}</DialogTitle>
      <DialogContent>
        <Box
          component="dl"
          sx={{
            m: 0,
            display: 'grid',
            gridTemplateColumns: 'minmax(0, 1fr) auto',
            rowGap: 1,
            columnGap: 3,
            alignItems: 'center',
          }}
        >
          {shortcutList.map(({ keys, label }) => (
            <Box key={label} sx={{ display: 'contents' }}>
              <Typography component="dt" variant="body2">
                {translate(label)}
              </Typography>
              <Box component="dd" sx={{ m: 0, display: 'flex', gap: 0.5, justifySelf: 'end' }}>
                {keys.map((key) => (
                  <Key key={key}>{key}</Key>
                ))}
              </Box>
            </Box>
          ))}
        </Box>
        <FormControlLabel
          sx={{ mt: 2 }}
          control={<Switch checked={isOn} onChange={(_event, checked) => setOn(checked)} />}
          label={translate('crm.shortcuts.single_keys')}
        />
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>{translate('ra.action.close')}</Button>
      </DialogActions>
    </Dialog>
  )
}

function Key({ children }: { readonly children: string }) {
  return (
    <Box
      component="kbd"
      sx={{
        px: 0.75,
        minWidth: 24,
        textAlign: 'center',
        borderRadius: '6px',
        border: '1px solid var(--v-border)',
        bgcolor: 'var(--v-sunken)',
        font: 'inherit',
        fontSize: '0.75rem',
        fontWeight: 560,
        lineHeight: '22px',
      }}
    >
      {children}
    </Box>
  )
}
