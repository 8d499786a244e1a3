import { Box, Button, Skeleton, Typography } from '@mui/material'
import type { Tag } from '@valence/schema'
import { useTranslate } from 'ra-core'
import { useState } from 'react'
import { type TaggedResource, type TagUse, taggedResources } from '../../providers/types.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { AddIcon, DeleteIcon, EditIcon, TagIcon } from '../../ui/icons.ts'
import { NamedIconButton } from '../../ui/NamedIconButton.tsx'
import { Page } from '../../ui/Page.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { SoftChip } from '../../ui/SoftChip.tsx'
import { TextLink } from '../../ui/TextLink.tsx'
import { useMayWrite } from '../../ui/useMayWrite.ts'
import { TagDialog, useTagList } from '../tags/index.ts'
import { DeleteTagDialog } from './DeleteTagDialog.tsx'
import { SettingsLinks } from './SettingsLinks.tsx'
import { totalUses, useTagUses } from './tag-uses.ts'

type Asked =
  | { readonly kind: 'edit'; readonly tag: Tag | null }
  | { readonly kind: 'delete'; readonly tag: Tag }

/** All tags with what has them; the place to rename, recolour and delete them. */
export function TagsPage() {
  const translate = useTranslate()
  const { tags, error, isPending } = useTagList({ isFresh: true })
  const { data: uses } = useTagUses()
  const mayWrite = useMayWrite()
  const [asked, setAsked] = useState<Asked | null>(null)
  const close = () => setAsked(null)
  const countsOf = (tag: Tag) => uses?.find((use) => use.id === tag.id)
  const unused = uses ? tags.filter((tag) => totalUses(countsOf(tag)) === 0).length : 0
  const add = (
    <Button variant="contained" onClick={() => setAsked({ kind: 'edit', tag: null })}>
      <AddIcon fontSize="small" aria-hidden sx={{ mr: 0.75 }} />
      {translate('crm.tag.new')}
    </Button>
  )
  return (
    <Page>
      <PageHeader
        title={translate('crm.field.tags')}
        subtitle={unused > 0 ? translate('crm.tag.unused_count', { smart_count: unused }) : null}
        actions={mayWrite ? add : null}
      />
      <SettingsLinks />
      {error ? <EmptyState title={translate(error.message, { _: error.message })} /> : null}
      {isPending ? <Skeleton variant="rounded" height={160} /> : null}
      {!isPending && !error && tags.length === 0 ? (
        <EmptyState
          icon={<TagIcon />}
          title={translate('crm.tag.empty')}
          text={translate('crm.tag.empty_hint')}
        />
      ) : null}
      {tags.length > 0 ? (
        <Panel isFlush>
          <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0 }}>
            {tags.map((tag) => (
              <TagRow
                key={tag.id}
                tag={tag}
                isCounted={uses !== undefined}
                use={countsOf(tag)}
                onEdit={() => setAsked({ kind: 'edit', tag })}
                onDelete={() => setAsked({ kind: 'delete', tag })}
              />
            ))}
          </Box>
        </Panel>
      ) : null}
      {asked?.kind === 'edit' ? <TagDialog tag={asked.tag} onClose={close} /> : null}
      {asked?.kind === 'delete' ? (
        <DeleteTagDialog tag={asked.tag} use={countsOf(asked.tag)} onClose={close} />
      ) : null}
    </Page>
  )
}

interface TagRowProps {
  readonly tag: Tag
  readonly use: TagUse | undefined
  readonly isCounted: boolean
  readonly onEdit: () => void
  readonly onDelete: () => void
}

function TagRow({ tag, use, isCounted, onEdit, onDelete }: TagRowProps) {
  const translate = useTranslate()
  const mayWrite = useMayWrite()
  return (
    <Box
      component="li"
      aria-label={tag.name}
      sx={{
        display: 'flex',
        alignItems: 'center',
        flexWrap: 'wrap',
        gap: 1.5,
        px: 2,
        py: 1,
        '& + &': { borderTop: '1px solid var(--v-border)' },
      }}
    >
      <Box sx={{ flex: '1 1 140px', minWidth: 0 }}>
        <SoftChip colour={tag.color}>{tag.name}</SoftChip>
      </Box>
      <Box sx={{ display: 'flex', flex: '2 1 200px', gap: 1.5, flexWrap: 'wrap' }}>
        {isCounted && totalUses(use) === 0 ? (
          <Typography variant="body2" sx={{ color: 'text.secondary' }}>
            {translate('crm.tag.unused')}
          </Typography>
        ) : null}
        {taggedResources
          .filter((resource) => (use?.[resource] ?? 0) > 0)
          .map((resource) => (
            <Typography key={resource} variant="body2" component="span">
              <TextLink to={listOf(resource, tag.id)}>
                {translate(`crm.tag.used_by_${resource}`, { smart_count: use?.[resource] ?? 0 })}
              </TextLink>
            </Typography>
          ))}
      </Box>
      <Box sx={{ display: mayWrite ? 'flex' : 'none' }}>
        <NamedIconButton label={translate('crm.tag.edit_named', tag)} onClick={onEdit}>
          <EditIcon fontSize="small" />
        </NamedIconButton>
        <NamedIconButton
          label={translate('crm.tag.delete_named', tag)}
          disabled={!isCounted}
          onClick={onDelete}
        >
          <DeleteIcon fontSize="small" />
        </NamedIconButton>
      </Box>
    </Box>
  )
}

/** The list of those that have the tag, archived ones too: they are counted. */
function listOf(resource: TaggedResource, tagId: number): string {
  const archived = resource === 'opportunities' ? { archived: 'any' } : {}
  return `/${resource}?filter=${encodeURIComponent(JSON.stringify({ tag: [tagId], ...archived }))}`
}
