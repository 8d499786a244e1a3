import { declaredObjects } from '@valence/schema/growth'
import type { PhaseContext } from '../../phase.ts'

/** Views of which the installation has one: it stays, or has another form until the grace period ends. */
const SHARED_VIEWS = ['companies_summary', 'contacts_summary', 'activity_log']

/** Objects of the installation's own in the place of ours, by their identities. */
export function keptObjects({ existing }: PhaseContext): readonly string[] {
  return SHARED_VIEWS.filter((name) => existing.includes(name)).map((name) => `view public.${name}`)
}

/** What newer installations have themselves and this one was given. */
export function madeObjects({ existing }: PhaseContext): readonly string[] {
  const given = (file: string) =>
    declaredObjects()
      .filter((one) => one.file.endsWith(`/legacy/${file}`))
      .map(({ identity }) => identity)
  const hasConfiguration = existing.includes('configuration')
  return [
    ...(existing.includes('merge_contacts()') ? [] : given('merge_contacts')),
    ...(hasConfiguration ? [] : given('configuration')),
    ...(hasConfiguration || existing.includes('is_admin()') ? [] : given('is_admin')),
  ]
}
