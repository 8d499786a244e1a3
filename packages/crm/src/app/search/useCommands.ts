import { useTranslate } from 'ra-core'
import { quickTypes } from '../../features/activities/index.ts'
import { useConfiguration } from '../../features/settings/index.ts'
import { useMayWrite } from '../../ui/useMayWrite.ts'
import { places } from '../navigation.ts'
import { readCommand } from './read-command.ts'

/** Something that can be done from anywhere. */
export interface Command {
  readonly key: string
  readonly label: string
  readonly to: string
  /** By which parameter of the address it is told what it is about. */
  readonly aboutParameters: Readonly<Partial<Record<AboutResource, string>>>
}

export type AboutResource = 'contacts' | 'organizations' | 'opportunities'

/** What is logged, and what is to be done, may be about each kind of record. */
const ABOUT_ANY = {
  contacts: 'contact',
  organizations: 'organization',
  opportunities: 'opportunity',
} as const

const CREATE = [
  {
    to: '/opportunities/create',
    label: 'crm.opportunity.new',
    aboutParameters: { organizations: 'organization', contacts: 'contact' },
  },
  {
    to: '/contacts/create',
    label: 'crm.contact.new',
    aboutParameters: { organizations: 'organization' },
  },
  { to: '/organizations/create', label: 'crm.organization.new', aboutParameters: {} },
  { to: '/tasks/create', label: 'crm.task.new', aboutParameters: ABOUT_ANY },
] as const

/** The actions that typed words mean, all of them while nothing is typed; and what else the words say they are about. */
export function useCommands(typed: string): {
  readonly commands: readonly Command[]
  readonly about: string
} {
  const translate = useTranslate()
  const mayWrite = useMayWrite()
  const { hiddenTypes } = useConfiguration()
  const all: readonly Command[] = [
    ...(mayWrite ? CREATE : []).map(({ label, ...command }) => ({
      key: command.to,
      label: translate(label),
      ...command,
    })),
    ...(mayWrite ? quickTypes.filter((type) => !hiddenTypes.includes(type)) : []).map((type) => ({
      key: `log ${type}`,
      label: translate(`crm.activity.log.${type}`),
      to: `/activities/create?type=${type}`,
      aboutParameters: ABOUT_ANY,
    })),
    ...places.map(({ to, label }) => ({
      key: `go ${to}`,
      label: translate('crm.search.go_to', { name: translate(label) }),
      to,
      aboutParameters: {},
    })),
  ]
  if (typed === '') return { commands: all, about: '' }
  const read = all.flatMap((command) => {
    const meaning = readCommand(typed, command.label, translate('crm.search.joining_words'))
    const canBeAbout = Object.keys(command.aboutParameters).length > 0
    return meaning && (meaning.about === '' || canBeAbout) ? [{ command, ...meaning }] : []
  })
  return { commands: read.map(({ command }) => command), about: read[0]?.about ?? '' }
}
