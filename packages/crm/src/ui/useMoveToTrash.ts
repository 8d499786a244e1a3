import { type RaRecord, useDelete, useNotify, useRedirect } from 'ra-core'
import { useNotifyError } from './useNotifyError.ts'

/**
 * Moves a record to the trash, with undo, and goes to its list.
 * @param message catalog key of what is said then
 */
export function useMoveToTrash(resource: string, record: RaRecord, message: string): () => void {
  const notify = useNotify()
  const notifyError = useNotifyError()
  const redirect = useRedirect()
  const [remove] = useDelete()
  return () =>
    void remove(
      resource,
      { id: record.id, previousData: record },
      {
        mutationMode: 'undoable',
        onSuccess: () => {
          notify(message, { undoable: true })
          redirect('list', resource)
        },
        onError: notifyError,
      },
    )
}
