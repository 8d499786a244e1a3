import { Box, Link } from '@mui/material'
import type { FileReference } from '@valence/schema'
import { LinkIcon } from '../../ui/icons.ts'

/** Attachments by name; a file whose address is no web address is named only. */
export function ActivityFiles({ files }: { readonly files: readonly FileReference[] | null }) {
  if (!files || files.length === 0) return null
  return (
    <Box sx={{ display: 'flex', gap: 1, flexWrap: 'wrap', mt: 0.75 }}>
      {files.map((file) => {
        const isWeb = /^https?:\/\//i.test(file.src)
        return (
          <Box
            key={file.src}
            component="span"
            sx={{ display: 'inline-flex', alignItems: 'center', gap: 0.5, fontSize: '0.8125rem' }}
          >
            <LinkIcon aria-hidden sx={{ fontSize: 15, color: 'text.secondary' }} />
            {isWeb ? (
              <Link href={file.src} target="_blank" rel="noreferrer noopener" underline="hover">
                {file.title ?? file.src}
              </Link>
            ) : (
              (file.title ?? file.src)
            )}
          </Box>
        )
      })}
    </Box>
  )
}
