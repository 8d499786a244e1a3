import { callableFunctions } from '@valence/schema'
import { manifest } from '@valence/schema/manifest'

/** A request as it goes over the wire. */
export interface HostileRequest {
  readonly method: string
  /** As sent, percent signs and all. */
  readonly path: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
}

/** Makes a request for one place of the server out of a value. */
export type Aim = (value: unknown) => HostileRequest

/** A place of the server, with the ways to put a value into a request for it. */
export interface Target {
  readonly name: string
  readonly aims: readonly Aim[]
}

/** Every table, view, function and door, as the schema and the server list them. */
export function targets(relations: readonly string[], doors: readonly string[]): readonly Target[] {
  return [
    ...relations.map(relationTarget),
    ...Object.keys(callableFunctions).map(functionTarget),
    ...AUTH.map(authTarget),
    ...doors.map(storageTarget),
    ...['/', '/healthz', '/readyz', '/config.json', '/assets/x.js'].map(pageTarget),
  ]
}

function relationTarget(name: string): Target {
  const base = `/rest/v1/${name}`
  const get = (query: string): HostileRequest => ({ method: 'GET', path: `${base}?${query}` })
  const send = (method: string, query: string, body: unknown): HostileRequest =>
    json(method, `${base}${query}`, body)
  return {
    name: base,
    aims: [
      (value) => get(`id=eq.${inUrl(value)}`),
      (value) => get(`id=${inUrl(value)}`),
      (value) => get(`select=${inUrl(value)}&limit=1`),
      (value) => get(`order=${inUrl(value)}&limit=1`),
      (value) => get(`or=(${inUrl(value)})&limit=1`),
      (value) => get(`and=${inUrl(value)}&limit=1`),
      (value) => get(`limit=${inUrl(value)}&offset=${inUrl(value)}`),
      (value) => get(`${inUrl(value)}=eq.1&limit=1`),
      (value) => send('POST', '', value),
      (value) =>
        send('POST', `?on_conflict=${inUrl(value)}&columns=id`, { name: value, id: value }),
      (value) =>
        send('POST', '', {
          name: value,
          text: value,
          data: value,
          created_at: value,
          amount: value,
        }),
      (value) => send('PATCH', '?id=eq.-1', { id: value, name: value, deleted_at: value }),
      (value) => send('PATCH', `?id=eq.${inUrl(value)}`, value),
      (value) => ({ method: 'DELETE', path: `${base}?id=eq.-1&name=${inUrl(value)}` }),
      (value) => ({ method: 'POST', path: base, headers: JSON_TYPE, body: textOf(value) }),
      (value) => ({ method: 'GET', path: `${base}?limit=1`, headers: headersOf(value) }),
      (value) => ({ method: 'PUT', path: `${base}/${inUrl(value)}` }),
    ],
  }
}

const declared = manifest().functions

function functionTarget(name: string): Target {
  const base = `/rest/v1/rpc/${name}`
  const names = (declared.find((one) => one.name === name)?.arguments ?? []).map(
    (argument) => argument.name,
  )
  const bodyOf = (value: unknown, only: string | undefined): Record<string, unknown> =>
    Object.fromEntries(
      names.map((argument) => [argument, only === undefined || argument === only ? value : null]),
    )
  return {
    name: base,
    aims: [
      (value) => json('POST', base, value),
      (value) => json('POST', base, bodyOf(value, undefined)),
      ...names.map(
        (argument): Aim =>
          (value) =>
            json('POST', base, bodyOf(value, argument)),
      ),
      (value) => ({
        method: 'GET',
        path: `${base}?${names.map((argument) => `${argument}=${inUrl(value)}`).join('&')}`,
      }),
      (value) => ({
        method: 'POST',
        path: `${base}?select=${inUrl(value)}`,
        headers: JSON_TYPE,
        body: textOf(value),
      }),
    ],
  }
}

/** As the gateway has them open; the others are answered 404 whatever they are asked. */
const AUTH = [
  'POST /signup',
  'POST /token?grant_type=password',
  'POST /token?grant_type=refresh_token',
  'POST /token?grant_type=pkce',
  'POST /logout',
  'POST /recover',
  'POST /verify',
  'GET /verify',
  'GET /user',
  'PUT /user',
  'GET /reauthenticate',
  'GET /settings',
  'GET /health',
  'POST /otp',
  'GET /admin/users',
]

function authTarget(route: string): Target {
  const [method = '', path = ''] = route.split(' ')
  const base = `/auth/v1${path}`
  const sign = path.includes('?') ? '&' : '?'
  const aims: Aim[] = [
    (value) => ({
      method,
      path: `${base}${sign}token=${inUrl(value)}&type=${inUrl(value)}&redirect_to=${inUrl(value)}&grant_type=${inUrl(value)}`,
    }),
    (value) => ({ method, path: base, headers: headersOf(value) }),
  ]
  if (method === 'GET') return { name: route, aims }
  return {
    name: route,
    aims: [
      ...aims,
      (value) => json(method, base, value),
      (value) =>
        json(method, base, {
          email: value,
          password: value,
          refresh_token: value,
          token: value,
          type: value,
          data: value,
        }),
      (value) =>
        json(method, base, {
          email: 'a@b.example',
          password: value,
          type: 'recovery',
          token: value,
          data: { x: value },
        }),
      (value) => ({ method, path: base, headers: JSON_TYPE, body: textOf(value) }),
    ],
  }
}

function storageTarget(door: string): Target {
  const [method = '', pattern = ''] = door.split(' ')
  const base = `/storage/v1${pattern}`
  const path = (value: unknown): string => base.replace('*', `crm-files/${inUrl(value)}`)
  const aims: Aim[] = [
    (value) => ({ method, path: path(value) }),
    (value) => ({ method, path: base.replace('*', inUrl(value)) }),
    (value) => ({
      method,
      path: `${path('a.txt')}?token=${inUrl(value)}&download=${inUrl(value)}`,
    }),
    (value) => ({ method, path: path('a.txt'), headers: headersOf(value) }),
  ]
  if (method === 'GET' || method === 'HEAD') return { name: door, aims }
  const special = [
    'list/crm-files',
    'sign/crm-files',
    'sign/crm-files/a.txt',
    'move',
    'copy',
    'upload/sign/crm-files/a.txt',
    'crm-files',
  ]
  return {
    name: door,
    aims: [
      ...aims,
      ...special.map(
        (tail): Aim =>
          (value) =>
            json(method, base.replace('*', tail), value),
      ),
      ...special.map(
        (tail): Aim =>
          (value) =>
            json(method, base.replace('*', tail), {
              prefix: value,
              search: value,
              limit: 5,
              expiresIn: 60,
              paths: [value],
              prefixes: [value],
              bucketId: value,
              sourceKey: value,
              destinationKey: value,
              id: value,
              name: value,
              public: value,
              allowed_mime_types: value,
              file_size_limit: value,
            }),
      ),
      (value) => ({
        method,
        path: path('a.txt'),
        headers: { 'content-type': 'multipart/form-data; boundary=x' },
        body: textOf(value),
      }),
    ],
  }
}

function pageTarget(path: string): Target {
  return {
    name: path,
    aims: [
      (value) => ({ method: 'GET', path: `${path}${path === '/' ? '' : '/'}${inUrl(value)}` }),
      (value) => ({ method: 'GET', path: `${path}?${inUrl(value)}`, headers: headersOf(value) }),
      (value) => ({ method: 'POST', path, body: textOf(value) }),
    ],
  }
}

const JSON_TYPE = { 'content-type': 'application/json' }

function json(method: string, path: string, body: unknown): HostileRequest {
  return { method, path, headers: JSON_TYPE, body: JSON.stringify(body) ?? '' }
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}

/** Encoded where it must be to be sent at all; what is encoded badly already is sent so. */
function inUrl(value: unknown): string {
  const text = textOf(value).slice(0, 30_000)
  if (/^%[0-9A-Za-z%]*$/.test(text)) return text
  // Half of a letter cannot be written in an address at all.
  return encodeURIComponent(text.replaceAll(/\p{Surrogate}/gu, '\ufffd')).slice(0, 40_000)
}

function headersOf(value: unknown): Record<string, string> {
  const text = textOf(value)
    .replaceAll(/[^\x20-\x7e]/g, '?')
    .slice(0, 4_000)
  return {
    prefer: text,
    range: text,
    accept: text,
    'accept-profile': text,
    'content-profile': text,
    'content-type': text === '' ? 'a/b' : text,
    'if-none-match': text,
    cookie: text,
    'x-client-info': text,
    'range-unit': text,
    'accept-encoding': text,
    'x-upsert': text,
    'x-metadata': text,
    origin: text,
  }
}
