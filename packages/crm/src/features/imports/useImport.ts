import { useQueryClient } from '@tanstack/react-query'
import { useDataProvider, useGetIdentity, useNotify, useTranslate } from 'ra-core'
import { useSyncExternalStore } from 'react'
import type { CrmDataProvider } from '../../providers/types.ts'
import { useLocalFormat } from '../../ui/useLocalFormat.ts'
import { useConfiguration } from '../settings/index.ts'
import { useUsers } from '../users/index.ts'
import type { ImportReport } from './import-report.ts'
import { createImportSession, type ImportTools } from './import-session.ts'
import { browserKeeper, type KeptImport, type KeptProgress } from './kept-import.ts'
import type { ReadOptions } from './read-file.ts'
import { readInWorker } from './read-in-worker.ts'

/** One a window. It is not the page's, which may be left while rows are written. */
const session = createImportSession({ read: readInWorker, keeper: browserKeeper })

/** Where the import is, and what can be done next. */
export function useImport() {
  const state = useSyncExternalStore(session.subscribe, session.state)
  const tools = useTools()
  const queryClient = useQueryClient()
  const notify = useNotify()
  const translate = useTranslate()
  const run = () => write(() => session.run(tools))
  const resend = () =>
    state.kind === 'done' ? write(() => session.resend(tools)) : session.resend(tools)
  const write = async (send: () => Promise<ImportReport | null>) => {
    window.addEventListener('beforeunload', keepOpen)
    const report = await send()
    window.removeEventListener('beforeunload', keepOpen)
    await queryClient.invalidateQueries()
    if (report === null) return
    const { created, updated } = report.rows
    const message = translate('crm.import.finished', { smart_count: created + updated })
    notify(message, { type: report.rows.failed > 0 ? 'warning' : 'success' })
  }
  return {
    state,
    tools,
    choose: (file: File, options?: ReadOptions) => session.choose(file, tools, options),
    map: (header: string, field: string) => session.map(header, field, tools),
    read: session.read,
    match: session.match,
    check: () => session.check(tools),
    run,
    resume: (kept: KeptImport & KeptProgress) => write(() => session.resume(kept, tools)),
    correct: session.correct,
    resend,
    stop: session.stop,
    back: session.back,
    reset: session.reset,
  }
}

/** The browser asks before it closes the window. */
function keepOpen(event: BeforeUnloadEvent) {
  event.preventDefault()
}

function useTools(): ImportTools {
  const dataProvider = useDataProvider<CrmDataProvider>()
  const { choices, ownChoices } = useConfiguration()
  const { locale } = useLocalFormat()
  const users = useUsers()
  const { identity } = useGetIdentity()
  const [first] = new Intl.DateTimeFormat(locale).formatToParts(new Date())
  return {
    dataProvider,
    choices: (group) =>
      group === 'stage' || group === 'priority' ? ownChoices(group) : choices(group),
    user: String(identity?.id ?? ''),
    owners: users.map(({ email, first_name, last_name }) => ({
      email,
      name: `${first_name} ${last_name}`.trim(),
    })),
    usualDayOrder: first?.type === 'month' ? 'month_first' : 'day_first',
  }
}
