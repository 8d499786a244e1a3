import { useTranslate } from 'ra-core'

/** What an Autocomplete of MUI says by itself, in the reader's language. */
export function useAutocompleteWords() {
  const translate = useTranslate()
  return {
    openText: translate('ra.action.open'),
    closeText: translate('ra.action.close'),
    clearText: translate('ra.action.clear_input_value'),
    loadingText: translate('ra.page.loading'),
    noOptionsText: translate('crm.list.no_match'),
  }
}
