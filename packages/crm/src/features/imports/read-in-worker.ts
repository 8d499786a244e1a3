import { FileError, type ReadFile, type ReadOptions } from './read-file.ts'

/** What the worker answers. */
export type WorkerAnswer =
  | { readonly kind: 'read'; readonly file: ReadFile }
  /** `isFileError`: the message is a key of the catalog. */
  | { readonly kind: 'failed'; readonly message: string; readonly isFileError: boolean }

/** Reads a file without holding up the page; a worker lives as long as it reads, so that nothing of a file stays in memory. */
export function readInWorker(file: File, options: ReadOptions = {}): Promise<ReadFile> {
  const worker = new Worker(new URL('./read-worker.ts', import.meta.url), { type: 'module' })
  return new Promise<ReadFile>((resolve, reject) => {
    worker.onmessage = ({ data }: MessageEvent<WorkerAnswer>) => {
      if (data.kind === 'read') resolve(data.file)
      else reject(data.isFileError ? new FileError(data.message) : new Error(data.message))
    }
    worker.onerror = () => reject(new FileError('crm.import.file_error.unreadable'))
    worker.postMessage({ file, options })
  }).finally(() => worker.terminate())
}
