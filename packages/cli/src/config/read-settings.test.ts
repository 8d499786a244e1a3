import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readSettings } from './read-settings.ts'
import { settingNames, settings } from './settings.ts'
import { settingLines, shownSettings } from './settings-table.ts'

describe('what a server is told', () => {
  let folder: string
  let configFile: string
  beforeAll(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'valence-config-'))
    configFile = path.join(folder, 'valence.config.json')
    write({ port: 8080, host: '0.0.0.0', allowedHosts: ['crm.example.com'] })
  })
  afterAll(() => rmSync(folder, { recursive: true }))

  const write = (value: unknown) => writeFileSync(configFile, JSON.stringify(value))

  it('is a flag, else the environment, else the file, else what is usual', () => {
    const { values, origins } = readSettings({
      flags: { port: '9090' },
      env: { VALENCE_PORT: '1', VALENCE_HOST: '::1' },
      configFile,
    })
    expect(values).toMatchObject({ port: 9090, host: '::1', allowedHosts: ['crm.example.com'] })
    expect(origins).toMatchObject({
      port: 'flag',
      host: 'environment',
      allowedHosts: 'file',
      home: 'default',
    })
  })

  it('may be a list in one text, and an empty text is none', () => {
    const { values, origins } = readSettings({
      flags: {},
      env: { VALENCE_TRUSTED_PROXIES: '10.0.0.0/8, ::1', VALENCE_HOST: '' },
      configFile,
    })
    expect(values.trustedProxies).toEqual(['10.0.0.0/8', '::1'])
    expect(origins.host).toBe('file')
  })

  it('is refused with every place where it stands, and never with its value', () => {
    const env = { VALENCE_DATABASE_URL: 'mysql://u:hush@h/d', VALENCE_PORT: 'no' }
    const read = () => readSettings({ flags: { corsOrigin: 'https://a/b' }, env, configFile })
    expect(read).toThrow(/VALENCE_DATABASE_URL.*VALENCE_PORT.*--cors-origin/)
    expect(read).not.toThrow(/hush/)
  })

  it('is refused where the file sets what there is not, or cannot be read', () => {
    write({ prot: 1 })
    expect(() => readSettings({ flags: {}, env: {}, configFile })).toThrow(/prot, which is none of/)
    writeFileSync(configFile, '{')
    expect(() => readSettings({ flags: {}, env: {}, configFile })).toThrow(/no JSON/)
    expect(() =>
      readSettings({ flags: {}, env: { VALENCE_CONFIG: path.join(folder, 'none.json') } }),
    ).toThrow(/cannot be read/)
  })

  it('stands in the example of an environment', () => {
    const example = readFileSync(new URL('../../../../.env.example', import.meta.url), 'utf8')
    for (const { env } of Object.values(settings)) expect(example).toContain(`# ${env}=`)
  })

  it('is shown with where each value is from, in 80 columns, and without a secret', () => {
    const env = {
      VALENCE_DATABASE_URL: 'postgresql://valence_api:hush@db.example.com/crm?sslmode=x',
    }
    const shown = shownSettings(readSettings({ flags: {}, env }))
    expect(shown.map(({ name }) => name)).toEqual(settingNames)
    const lines = settingLines(shown, null)
    expect(lines.join('\n')).toContain('postgresql://valence_api@db.example.com/crm  (environment)')
    expect(JSON.stringify(shown)).not.toContain('hush')
    for (const line of lines) expect(line.length, line).toBeLessThanOrEqual(80)
  })
})
