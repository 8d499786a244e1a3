import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { SupabaseClient } from '@supabase/supabase-js'
import { createUser } from '@valence/server'
import { createTestDatabase, type TestDatabase } from '@valence/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestApi, type TestApi } from './test-api.fixture.ts'

const POLICIES = `
  insert into storage.buckets (id, name, public) values ('attachments', 'attachments', true), ('private', 'private', false);
  create policy read on storage.objects for select to authenticated using (true);
  create policy add on storage.objects for insert to authenticated with check (true);
  create policy change on storage.objects for update to authenticated using (true);
  create policy remove on storage.objects for delete to authenticated using (bucket_id = 'private');
`

describe('file storage', () => {
  let db: TestDatabase
  let api: TestApi
  let ada: SupabaseClient

  beforeAll(async () => {
    db = await createTestDatabase()
    await db.sql.unsafe(POLICIES)
    await createUser(db.sql, { email: 'ada@example.com', password: 'correct horse' })
    api = await startTestApi(db.apiUrl)
    ada = await api.signIn('ada@example.com', 'correct horse')
  })
  afterAll(async () => {
    await api.stop()
    await db.drop()
  })

  const text = (content: string, type = 'text/plain'): Blob => new Blob([content], { type })
  const upload = async (path: string, body: Blob, bucket = 'private'): Promise<void> => {
    const { error } = await ada.storage.from(bucket).upload(path, body)
    expect(error).toBeNull()
  }
  const content = async (path: string, bucket = 'private'): Promise<string | undefined> =>
    (await ada.storage.from(bucket).download(path)).data?.text()

  it('takes an upload as a browser sends it and gives the same bytes back', async () => {
    await upload('folder/ünï côdé.txt', text('hello'))
    expect(await content('folder/ünï côdé.txt')).toBe('hello')
    const [row] = await db.sql`
      select o.owner_id is not null as owned, o.metadata ->> 'mimetype' as type, jsonb_typeof(o.metadata) as kind
      from storage.objects as o where o.bucket_id = 'private' and o.name like 'folder/%'
    `
    expect(row).toEqual({ owned: true, type: 'text/plain', kind: 'object' })
  })

  it('replaces a file by an update, and not by its form', async () => {
    await upload('replaced.txt', text('old'))
    const { error } = await ada.storage.from('private').update('replaced.txt', text('new'))
    expect(error).toBeNull()
    expect(await content('replaced.txt')).toBe('new')
  })

  it('takes the same new file from several at once, and keeps one of them whole', async () => {
    const answers = await Promise.all(
      Array.from({ length: 6 }, (_, n) =>
        ada.storage.from('private').upload('several.txt', text(`by ${n}`), { upsert: true }),
      ),
    )
    expect(answers.map(({ error }) => error)).toEqual(answers.map(() => null))
    expect(await content('several.txt')).toMatch(/^by \d$/)
  })

  it('takes an upload of plain bytes', async () => {
    const { error } = await ada.storage
      .from('private')
      .upload('bytes.bin', new Uint8Array([0, 255, 10]), {
        contentType: 'application/octet-stream',
      })
    expect(error).toBeNull()
    const { data } = await ada.storage.from('private').download('bytes.bin')
    expect([...new Uint8Array((await data?.arrayBuffer()) ?? [])]).toEqual([0, 255, 10])
  })

  it('gives signed URLs that anyone may follow, for one file and for several', async () => {
    await upload('signed.txt', text('secret'))
    const one = await ada.storage.from('private').createSignedUrl('signed.txt', 60)
    expect(await (await fetch(one.data?.signedUrl ?? '')).text()).toBe('secret')
    const many = await ada.storage
      .from('private')
      .createSignedUrls(['signed.txt', 'absent.txt'], 60)
    expect(await (await fetch(many.data?.[0]?.signedUrl ?? '')).text()).toBe('secret')
    expect(many.data?.[1]).toMatchObject({ signedUrl: null, error: expect.any(String) })
  })

  it('takes an upload to a signed URL from someone who is not signed in', async () => {
    const { data } = await ada.storage.from('private').createSignedUploadUrl('invited.txt')
    const { error } = await api
      .client()
      .storage.from('private')
      .uploadToSignedUrl('invited.txt', data?.token ?? '', text('from outside'))
    expect(error).toBeNull()
    expect(await content('invited.txt')).toBe('from outside')
  })

  it('moves, copies, lists and removes', async () => {
    await upload('a/from.txt', text('moved'))
    const bucket = ada.storage.from('private')
    expect((await bucket.move('a/from.txt', 'a/to.txt')).error).toBeNull()
    expect((await bucket.copy('a/to.txt', 'a/copy.txt')).error).toBeNull()
    expect(await content('a/to.txt')).toBe('moved')
    expect(await content('a/copy.txt')).toBe('moved')
    expect((await bucket.remove(['a/to.txt'])).data).toHaveLength(1)
    expect((await bucket.list('a')).data?.map(({ name }) => name)).toEqual(['a/copy.txt'])
  })

  it('lets a visitor neither read a private file nor add one', async () => {
    await upload('mine.txt', text('mine'))
    const visitor = api.client().storage.from('private')
    expect((await visitor.download('mine.txt')).data).toBeNull()
    expect((await visitor.upload('theirs.txt', text('x'))).error).not.toBeNull()
    expect((await visitor.createSignedUrl('mine.txt', 60)).data).toBeNull()
  })

  it('refuses what no policy allows', async () => {
    await upload('stays.txt', text('x'), 'attachments')
    await ada.storage.from('attachments').remove(['stays.txt'])
    expect(await content('stays.txt', 'attachments')).toBe('x')
  })

  it.each([
    ['page.html', 'text/html', '<script>alert(1)</script>'],
    ['picture.svg', 'image/svg+xml', '<svg onload="alert(1)"/>'],
  ])('serves %s as a download that can run nothing', async (path, type, body) => {
    await upload(path, text(body, type), 'attachments')
    const { data } = api.client().storage.from('attachments').getPublicUrl(path)
    const response = await fetch(data.publicUrl)
    expect(await response.text()).toBe(body)
    expect(response.headers.get('content-disposition')).toMatch(/^attachment/)
    expect(response.headers.get('content-security-policy')).toContain('sandbox')
    expect(response.headers.get('x-content-type-options')).toBe('nosniff')
  })

  it('shows a picture in the page, and saves it under a name when asked to', async () => {
    await upload('photo.png', text('png', 'image/png'), 'attachments')
    const bucket = api.client().storage.from('attachments')
    const shown = await fetch(bucket.getPublicUrl('photo.png').data.publicUrl)
    expect(shown.headers.get('content-disposition')).toMatch(/^inline/)
    const saved = await fetch(
      bucket.getPublicUrl('photo.png', { download: 'me & you.png' }).data.publicUrl,
    )
    expect(saved.headers.get('content-disposition')).toBe(
      "attachment; filename*=UTF-8''me%20%26%20you.png",
    )
  })

  it.each(['../../escape.txt', 'a/../../escape.txt', '/etc/passwd', '..%2f..%2fescape.txt'])(
    'never writes outside of its folder for the key %s',
    async (key) => {
      const { data } = await ada.auth.getSession()
      await fetch(`${api.url}/storage/v1/object/private/${key}`, {
        method: 'POST',
        body: 'x',
        headers: {
          apikey: api.publishableKey,
          authorization: `Bearer ${data.session?.access_token}`,
        },
      })
      const names = readdirSync(join(api.home, 'files'), { recursive: true, encoding: 'utf8' })
      expect(
        names.filter((name) => !/^[0-9a-f]{2}(?:[\\/][0-9a-f]{64}(?:\.json)?)?$/.test(name)),
      ).toEqual([])
      expect(readdirSync(join(api.home, '..'))).not.toContain('escape.txt')
    },
  )

  it.each([
    ['without a file', '--x\r\nContent-Disposition: form-data; name="a"\r\n\r\nb\r\n--x--\r\n'],
    ['that is broken', 'not a form'],
  ])('answers 400 to a form %s', async (_, body) => {
    const response = await fetch(`${api.url}/storage/v1/object/private/form.txt`, {
      method: 'POST',
      body,
      headers: { apikey: api.publishableKey, 'content-type': 'multipart/form-data; boundary=x' },
    })
    expect(response.status).toBe(400)
  })

  it('refuses a file of more than fifty megabytes', async () => {
    const response = await fetch(`${api.url}/storage/v1/object/private/large.bin`, {
      method: 'POST',
      body: new Uint8Array(52 * 1024 * 1024),
      headers: { apikey: api.publishableKey },
    })
    expect(response.status).toBe(413)
  })
})
