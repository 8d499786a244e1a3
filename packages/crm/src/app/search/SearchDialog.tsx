import {
  Autocomplete,
  Box,
  Dialog,
  InputAdornment,
  TextField,
  Typography,
  useMediaQuery,
  useTheme,
} from '@mui/material'
import { useTranslate } from 'ra-core'
import { useState } from 'react'
import { useNavigate } from 'react-router-dom'
import {
  CloseIcon,
  ContactsIcon,
  NextStepIcon,
  OpportunitiesIcon,
  OrganizationsIcon,
  SearchIcon,
} from '../../ui/icons.ts'
import { NamedIconButton } from '../../ui/NamedIconButton.tsx'
import { type SearchHit, useGlobalSearch } from './useGlobalSearch.ts'
import { usePatientEnter } from './usePatientEnter.ts'

const FIRST_HITS = 5
const MORE_HITS = 50

const ICONS: Readonly<Record<SearchHit['kind'], typeof SearchIcon>> = {
  actions: NextStepIcon,
  opportunities: OpportunitiesIcon,
  contacts: ContactsIcon,
  organizations: OrganizationsIcon,
}

/** Finds records and actions by words, and goes there. Arrows choose, Enter opens, Escape closes. */
export function SearchDialog({ onClose }: { readonly onClose: () => void }) {
  const translate = useTranslate()
  const navigate = useNavigate()
  const isPhone = useMediaQuery(useTheme().breakpoints.down('sm'))
  const [typed, setTyped] = useState('')
  const words = typed.trim()
  const [pageSize, setPageSize] = useState(FIRST_HITS)
  const { hits, isGuess, isPending, isFirstSure, error } = useGlobalSearch(words, pageSize)

  const open = ({ to }: SearchHit) => {
    if (to === null) return setPageSize(MORE_HITS)
    onClose()
    void navigate(to)
  }
  const enter = usePatientEnter(isFirstSure, () => hits[0] && open(hits[0]))
  const type = (text: string) => {
    enter.onType()
    setTyped(text)
    setPageSize(FIRST_HITS)
  }
  const helperText = isGuess
    ? translate('crm.search.guess')
    : words === '' && translate('crm.search.hint')
  const noHit = error ? translate(error.message, { _: error.message }) : undefined
  return (
    <Dialog
      open
      fullWidth
      maxWidth="sm"
      fullScreen={isPhone}
      onClose={onClose}
      slotProps={{
        container: { sx: { alignItems: 'flex-start' } },
        // The paper is what has the role of a dialog.
        paper: {
          'aria-label': translate('crm.search.label'),
          sx: { p: 1, mt: { xs: 0, sm: '10vh' }, minHeight: { sm: 120 } },
        },
      }}
    >
      <Box sx={{ display: 'flex', gap: 1, alignItems: 'flex-start' }}>
        <Box sx={{ flex: 1, minWidth: 0 }}>
          <Autocomplete<SearchHit>
            open
            disablePortal
            disableClearable={false}
            value={null}
            inputValue={typed}
            options={hits}
            loading={isPending}
            loadingText={translate('ra.page.loading')}
            noOptionsText={
              noHit ?? (
                <NothingFound
                  title={translate('crm.search.none', { words })}
                  text={translate('crm.search.none_hint')}
                />
              )
            }
            autoHighlight
            filterOptions={(options) => options}
            getOptionLabel={(hit) => hit.label}
            getOptionKey={(hit) => hit.key}
            isOptionEqualToValue={(hit, other) => hit.key === other.key}
            groupBy={({ kind }) =>
              kind === 'actions'
                ? translate('crm.search.actions')
                : translate(`resources.${kind}.name`, { smart_count: 2 })
            }
            onInputChange={(_event, value, reason) => reason === 'input' && type(value)}
            onKeyDown={enter.onKeyDown}
            onChange={(_event, hit) => hit && open(hit)}
            onClose={(_event, reason) => reason === 'escape' && onClose()}
            popupIcon={null}
            slotProps={{
              popper: { sx: { position: 'static !important', transform: 'none !important' } },
              paper: { elevation: 0, sx: { boxShadow: 'none', mt: 1 } },
              listbox: { sx: { maxHeight: { xs: 'calc(100dvh - 90px)', sm: '56vh' }, p: 0 } },
            }}
            // A list of groups of options, which MUI's own markup does not say.
            renderGroup={({ key, group, children }) => (
              <Box component="div" key={key} role="group" aria-label={group}>
                <Typography
                  aria-hidden
                  variant="body2"
                  sx={{ color: 'text.secondary', fontWeight: 560, px: 2, pt: 1.5, pb: 0.5 }}
                >
                  {group}
                </Typography>
                <Box component="ul" role="presentation" sx={{ p: 0, listStyle: 'none' }}>
                  {children}
                </Box>
              </Box>
            )}
            renderOption={({ key, ...props }, hit) => (
              <Box component="li" key={key} {...props}>
                <Hit hit={hit} />
              </Box>
            )}
            renderInput={(params) => (
              <TextField
                {...params}
                autoFocus
                type="search"
                placeholder={translate('crm.search.placeholder')}
                helperText={helperText}
                slotProps={{
                  ...params.slotProps,
                  htmlInput: {
                    ...params.slotProps.htmlInput,
                    'aria-label': translate('crm.search.label'),
                  },
                  input: {
                    ...params.slotProps.input,
                    startAdornment: (
                      <InputAdornment position="start" sx={{ ml: 0.5 }}>
                        <SearchIcon fontSize="small" />
                      </InputAdornment>
                    ),
                  },
                }}
              />
            )}
          />
        </Box>
        {isPhone ? (
          <NamedIconButton label={translate('ra.action.close')} onClick={onClose}>
            <CloseIcon />
          </NamedIconButton>
        ) : null}
      </Box>
    </Dialog>
  )
}

function Hit({ hit }: { readonly hit: SearchHit }) {
  const Icon = ICONS[hit.kind]
  return (
    <Box sx={{ display: 'flex', gap: 1.5, alignItems: 'center', minWidth: 0, width: '100%' }}>
      <Icon aria-hidden fontSize="small" sx={{ color: 'text.secondary' }} />
      <Box sx={{ minWidth: 0, flex: 1 }}>
        <Typography variant="body2" noWrap sx={{ fontWeight: 560 }}>
          {hit.label}
        </Typography>
        {hit.detail ? (
          <Typography variant="caption" component="div" noWrap sx={{ color: 'text.secondary' }}>
            {hit.detail}
          </Typography>
        ) : null}
      </Box>
    </Box>
  )
}

function NothingFound({ title, text }: { readonly title: string; readonly text: string }) {
  return (
    <>
      <Typography variant="body2" sx={{ color: 'text.primary' }}>
        {title}
      </Typography>
      <Typography variant="caption">{text}</Typography>
    </>
  )
}
