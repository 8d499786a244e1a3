import { DEFAULT_HOME } from '@valence/server'
import { z } from 'zod'

/** A list in a file, or names separated by commas in the environment and on the command line. */
const list = z
  .union([z.string(), z.array(z.string())])
  .transform((given) => (typeof given === 'string' ? given.split(',') : given))
  .transform((names) => names.map((name) => name.trim()).filter((name) => name !== ''))

const databaseUrl = z
  .string()
  .refine(
    (text) => URL.canParse(text) && /^postgres(?:ql)?:$/.test(new URL(text).protocol),
    'is no URL of PostgreSQL: postgresql://user:password@host:5432/database',
  )

const origin = z
  .string()
  .refine(
    (text) => URL.canParse(text) && new URL(text).origin === text,
    'is no origin: https://crm.example.com, without a path',
  )

const port = z.coerce
  .number('is no port, a whole number from 0 to 65535')
  .int('is no port, a whole number from 0 to 65535')
  .min(0, 'is no port: it is below 0')
  .max(65_535, 'is no port: it is above 65535')

const text = z.string().min(1)

/** What a server is told, each with its name in the environment and what it is for. Whoever reads one reads it here. */
export const settings = {
  databaseUrl: {
    schema: databaseUrl.optional(),
    env: 'VALENCE_DATABASE_URL',
    isSecret: true,
    what: 'database to serve, as the role valence_api; without it the local installation',
  },
  home: {
    schema: text.default(DEFAULT_HOME),
    env: 'VALENCE_HOME',
    isSecret: false,
    what: 'folder for keys, files and logs, and for the local installation',
  },
  host: {
    schema: text.default('127.0.0.1'),
    env: 'VALENCE_HOST',
    isSecret: false,
    what: 'address to listen on',
  },
  port: {
    schema: port.default(5173),
    env: 'VALENCE_PORT',
    isSecret: false,
    what: 'port to listen on; 0 takes a free one',
  },
  publicUrl: {
    schema: origin.optional(),
    env: 'VALENCE_PUBLIC_URL',
    isSecret: false,
    what: 'where people reach the CRM, when a proxy stands in front: https://crm.example.com',
  },
  allowedHosts: {
    schema: list.default([]),
    env: 'VALENCE_ALLOWED_HOSTS',
    isSecret: false,
    what: 'further names under which people reach the server',
  },
  trustedProxies: {
    schema: list.default([]),
    env: 'VALENCE_TRUSTED_PROXIES',
    isSecret: false,
    what: 'addresses or networks of proxies in front, whose word on the client’s address counts',
  },
  corsOrigin: {
    schema: origin.optional(),
    env: 'VALENCE_CORS_ORIGIN',
    isSecret: false,
    what: 'one more origin whose pages may call the API',
  },
  keysFile: {
    schema: text.optional(),
    env: 'VALENCE_KEYS_FILE',
    isSecret: false,
    what: 'keys of the API, for several servers of one CRM the same; in the home folder unless said otherwise',
  },
  filesFolder: {
    schema: text.optional(),
    env: 'VALENCE_FILES_FOLDER',
    isSecret: false,
    what: 'uploaded files, for several servers of one CRM the same; in the home folder unless said otherwise',
  },
} as const

export type SettingName = keyof typeof settings
export type Settings = {
  readonly [Name in SettingName]: z.output<(typeof settings)[Name]['schema']>
}

export const settingNames = Object.keys(settings) as readonly SettingName[]

/** `databaseUrl` is `--database-url`. */
export function flagOf(name: SettingName): string {
  return `--${name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`
}
