import { Box, Typography } from '@mui/material'
import { useTranslate } from 'ra-core'
import type { ContactLink } from '../../../providers/types.ts'
import { ActionMenu, type MenuAction } from '../../../ui/ActionMenu.tsx'
import { keyOf } from '../../../ui/choices.ts'
import { InitialsAvatar } from '../../../ui/InitialsAvatar.tsx'
import { SoftChip } from '../../../ui/SoftChip.tsx'
import { TextLink } from '../../../ui/TextLink.tsx'
import { useLocalFormat } from '../../../ui/useLocalFormat.ts'

interface LinkEntryProps {
  readonly link: ContactLink
  readonly onEdit: () => void
  readonly onMakePrimary: () => void
  readonly onEnd: () => void
  readonly onReopen: () => void
}

/** One organization of a person, with what they are there. */
export function LinkEntry(props: LinkEntryProps) {
  const translate = useTranslate()
  const { link } = props
  const isPrimary = link.is_primary_organization
  return (
    <Box
      component="article"
      aria-label={link.name}
      sx={{
        display: 'flex',
        gap: 1.5,
        alignItems: 'flex-start',
        ...(isPrimary ? { p: 1.5, borderRadius: '10px', bgcolor: 'var(--v-sunken)' } : { px: 1.5 }),
      }}
    >
      <Box sx={link.is_current ? {} : { opacity: 0.55 }}>
        <InitialsAvatar
          name={link.name}
          src={link.logo?.src}
          size={isPrimary ? 44 : 32}
          shape="organization"
        />
      </Box>
      <Box sx={{ flex: 1, minWidth: 0 }}>
        <Box sx={{ display: 'flex', gap: 1, alignItems: 'center', flexWrap: 'wrap' }}>
          <TextLink to={`/organizations/${link.organization_id}/show`}>{link.name}</TextLink>
          {isPrimary ? (
            <SoftChip colour="var(--v-accent)" isFilled>
              {translate('crm.contact.primary')}
            </SoftChip>
          ) : null}
        </Box>
        <LinkDetails link={link} />
      </Box>
      <LinkMenu {...props} />
    </Box>
  )
}

function LinkMenu({ link, onEdit, onMakePrimary, onEnd, onReopen }: LinkEntryProps) {
  const translate = useTranslate()
  const action = (key: string, onSelect: () => void): MenuAction => ({
    key,
    label: translate(`crm.contact.${key}`),
    onSelect,
  })
  const current = [
    ...(link.is_primary_organization ? [] : [action('make_primary', onMakePrimary)]),
    action('edit_role', onEdit),
    action('end_link', onEnd),
  ]
  return (
    <ActionMenu
      label={translate('crm.contact.link_actions', { name: link.name })}
      actions={
        link.is_current ? current : [action('reopen_link', onReopen), action('edit_role', onEdit)]
      }
    />
  )
}

/** Role, influence, authority and dates, as far as anyone said. */
function LinkDetails({ link }: { readonly link: ContactLink }) {
  const translate = useTranslate()
  const { day } = useLocalFormat()
  const influence = link.purchase_influence
  const said = [
    link.role ? translate(`crm.contact_role.${link.role}`) : null,
    influence && influence !== 'Unknown'
      ? translate('crm.contact.influence', {
          level: translate(`crm.purchase_influence.${keyOf(influence)}`),
        })
      : null,
    link.decision_authority && link.decision_authority !== 'End User'
      ? translate('crm.contact.authority', {
          level: translate(`crm.decision_authority.${keyOf(link.decision_authority)}`),
        })
      : null,
    link.is_primary_contact ? translate('crm.contact.main_contact') : null,
    periodText(translate, day, link),
  ].filter(Boolean)
  return (
    <>
      {said.length > 0 ? (
        <Typography variant="caption" component="div" sx={{ color: 'text.secondary' }}>
          {said.join(' · ')}
        </Typography>
      ) : null}
      {link.notes ? (
        <Typography variant="body2" sx={{ mt: 0.5 }}>
          {link.notes}
        </Typography>
      ) : null}
    </>
  )
}

function periodText(
  translate: ReturnType<typeof useTranslate>,
  day: (value: string | null | undefined) => string,
  { relationship_start_date: start, relationship_end_date: end }: ContactLink,
): string | null {
  if (start && end) return `${day(start)} – ${day(end)}`
  if (start) return translate('crm.contact.since', { day: day(start) })
  if (end) return translate('crm.contact.until', { day: day(end) })
  return null
}
