import { describe, expect, it } from 'vitest'
import { readStartConfiguration } from './config.ts'

const served = { supabaseUrl: '/', publishableKey: 'key' }
const origin = 'http://crm.example'

describe('readStartConfiguration', () => {
  it('takes the values of the build before those of the server', async () => {
    const built = { VITE_SUPABASE_URL: 'https://api.example/', VITE_SUPABASE_ANON_KEY: 'built' }
    expect(await readStartConfiguration(built, origin, async () => served)).toEqual({
      kind: 'connection',
      connection: { supabaseUrl: 'https://api.example', publishableKey: 'built' },
    })
  })

  it('reads a path of the server as one of its own origin', async () => {
    expect(await readStartConfiguration({}, origin, async () => served)).toEqual({
      kind: 'connection',
      connection: { supabaseUrl: origin, publishableKey: 'key' },
    })
  })

  it('says that the CRM is not configured when there is no such file, or nothing in it', async () => {
    const absent = () => Promise.reject(new Error('404'))
    const problem = { kind: 'problem', problem: 'not-configured' }
    expect(await readStartConfiguration({}, origin, absent)).toEqual(problem)
    expect(await readStartConfiguration({}, origin, async () => ({}))).toEqual(problem)
  })

  it('says that the server does not answer when it does not', async () => {
    const silent = () => Promise.reject(new TypeError('Failed to fetch'))
    expect(await readStartConfiguration({}, origin, silent)).toEqual({
      kind: 'problem',
      problem: 'unreachable',
    })
  })
})
