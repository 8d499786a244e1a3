import { Box, Link } from '@mui/material'
import type { FileReference } from '@valence/schema'
import { useDataProvider, useNotify } from 'ra-core'
import type { CrmDataProvider } from '../../providers/types.ts'
import { LinkIcon } from '../../ui/icons.ts'

/** Attachments by name: links to the web, and stored files, which open by an address made at the click. */
export function ActivityFiles({
  files: stored,
}: {
  readonly files: readonly FileReference[] | null
}) {
  // What old notes hold beside files has no address.
  const files = (stored ?? []).filter((file: FileReference | null) => typeof file?.src === 'string')
  if (files.length === 0) return null
  return (
    <Box sx={{ display: 'flex', gap: 1, flexWrap: 'wrap', mt: 0.75 }}>
      {files.map((file) => (
        <Box
          key={file.src}
          component="span"
          sx={{ display: 'inline-flex', alignItems: 'center', gap: 0.5, fontSize: '0.8125rem' }}
        >
          <LinkIcon aria-hidden sx={{ fontSize: 15, color: 'text.secondary' }} />
          <FileLink file={file} />
        </Box>
      ))}
    </Box>
  )
}

function FileLink({ file }: { readonly file: FileReference }) {
  const dataProvider = useDataProvider<CrmDataProvider>()
  const notify = useNotify()
  const name = file.title ?? file.src
  if (/^https?:\/\//i.test(file.src)) {
    return (
      <Link href={file.src} target="_blank" rel="noreferrer noopener" underline="hover">
        {name}
      </Link>
    )
  }
  // A file whose address is neither the web's nor ours is named only.
  if (!file.src.startsWith('storage://')) return <>{name}</>
  const open = async () => {
    // Opened before the address is known: later the browser would take it for a pop-up.
    const tab = window.open('', '_blank')
    try {
      const address = await dataProvider.addressOfFile(file)
      if (tab) tab.location.href = address
    } catch {
      tab?.close()
      notify('crm.file.open_failed', { type: 'error' })
    }
  }
  return (
    <Link component="button" type="button" underline="hover" onClick={() => void open()}>
      {name}
    </Link>
  )
}
