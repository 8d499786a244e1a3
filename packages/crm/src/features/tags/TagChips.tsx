import { Box } from '@mui/material'
import { SoftChip } from '../../ui/SoftChip.tsx'
import { useTags } from './useTags.ts'

interface TagChipsProps {
  readonly ids: readonly number[] | null | undefined
  /** The rest becomes «+2». */
  readonly max?: number
}

/** Tags of a record. Ids of tags that are gone are skipped. Where there are none, none are asked for. */
export function TagChips({ ids, max = 99 }: TagChipsProps) {
  if (!ids || ids.length === 0) return null
  return <Chips ids={ids} max={max} />
}

function Chips({ ids, max }: { readonly ids: readonly number[]; readonly max: number }) {
  const tags = useTags()
  const own = ids.flatMap((id) => tags.find((tag) => tag.id === id) ?? [])
  if (own.length === 0) return null
  return (
    <Box sx={{ display: 'flex', gap: 0.5, flexWrap: 'wrap', minWidth: 0 }}>
      {own.slice(0, max).map((tag) => (
        <SoftChip key={tag.id} colour={tag.color}>
          {tag.name}
        </SoftChip>
      ))}
      {own.length > max ? <SoftChip>{`+${own.length - max}`}</SoftChip> : null}
    </Box>
  )
}
