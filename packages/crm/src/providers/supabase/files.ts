import type { FileReference } from '@valence/schema'
import { HttpError } from 'ra-core'
import type { FileVerbs } from '../file-verbs.ts'
import type { SupabaseAccess } from './client.ts'
import { withUserErrors } from './errors.ts'
import { storedName } from './stored-name.ts'

const BUCKET = 'crm-files'

/** What an address of a file of the bucket begins with; it is no web address, and leads nowhere without a signature. */
const SCHEME = `storage://${BUCKET}/`

/** Long enough for a click and a slow line to begin; whoever gets the address later gets nothing. */
const SIGNED_FOR_SECONDS = 60

/** Files in a private bucket: put there, and opened, by addresses that are signed for one file and a short time. */
export function supabaseFiles(access: SupabaseAccess): FileVerbs {
  return {
    uploadFile: (file) => withUserErrors(() => upload(access, file)),
    addressOfFile: (file) => withUserErrors(() => addressOf(access, file)),
  }
}

async function upload(access: SupabaseAccess, file: File): Promise<FileReference> {
  const bucket = await openBucket(access)
  const path = `${crypto.randomUUID()}/${storedName(file.name)}`
  const { token } = dataOf(await bucket.createSignedUploadUrl(path))
  dataOf(await bucket.uploadToSignedUrl(path, token, file))
  return { src: `${SCHEME}${path}`, path, title: file.name, type: file.type }
}

async function addressOf(access: SupabaseAccess, file: FileReference): Promise<string> {
  if (!file.src.startsWith(SCHEME)) return file.src
  const bucket = await openBucket(access)
  const path = file.src.slice(SCHEME.length)
  return dataOf(await bucket.createSignedUrl(path, SIGNED_FOR_SECONDS)).signedUrl
}

/** Fetched when the first file is attached or opened: most visits do neither. */
async function openBucket({ connection, fetchFile }: SupabaseAccess) {
  const { StorageClient } = await import('@supabase/storage-js')
  return new StorageClient(`${connection.supabaseUrl}/storage/v1`, {}, fetchFile).from(BUCKET)
}

interface StorageAnswer<T> {
  readonly data: T | null
  readonly error: { readonly message: string; readonly status?: number | undefined } | null
}

function dataOf<T>({ data, error }: StorageAnswer<T>): T {
  if (error) throw new HttpError(error.message, error.status ?? 0)
  if (data === null) throw new HttpError('crm.error.unknown', 500)
  return data
}
