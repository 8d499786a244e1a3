import { useTranslate } from 'ra-core'

/** What a record is called; words of its own where it has no name, so that its link can be seen. */
export function NameText({ name }: { readonly name: string | null | undefined }) {
  const nameOf = useNameOf()
  return <>{nameOf(name)}</>
}

/** The same as a text. */
export function useNameOf(): (name: string | null | undefined) => string {
  const translate = useTranslate()
  return (name) => (name?.trim() ? name : translate('crm.unnamed'))
}
