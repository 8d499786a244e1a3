import { FileError, type ReadOptions, readFile } from './read-file.ts'
import type { WorkerAnswer } from './read-in-worker.ts'

const answer = (said: WorkerAnswer) => postMessage(said)

addEventListener(
  'message',
  async ({ data }: MessageEvent<{ file: File; options: ReadOptions }>) => {
    try {
      answer({ kind: 'read', file: await readFile(data.file, data.options) })
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error)
      answer({ kind: 'failed', message, isFileError: error instanceof FileError })
    }
  },
)
