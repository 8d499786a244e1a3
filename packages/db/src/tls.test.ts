import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { tlsOf } from './tls.ts'

const REMOTE = 'postgresql://postgres@db.example.com:5432/crm'
const LOCAL = 'postgresql://postgres@127.0.0.1:5432/crm'

describe('the TLS settings of a connection', () => {
  it('are off for this machine and asked for elsewhere, where nothing is said', () => {
    expect(tlsOf(LOCAL, {}).tls).toBe(false)
    expect(tlsOf(REMOTE, {}).tls).toBe('prefer')
  })

  it('come from the URL before the environment, and leave the URL', () => {
    const found = tlsOf(`${REMOTE}?sslmode=disable&application_name=x`, { PGSSLMODE: 'require' })
    expect(found).toEqual({ url: `${REMOTE}?application_name=x`, tls: false })
  })

  it('check chain and name with verify-full, the chain only with verify-ca, neither with require', () => {
    expect(tlsOf(`${REMOTE}?sslmode=verify-full`, {}).tls).toEqual({
      host: 'db.example.com',
      rejectUnauthorized: true,
    })
    const chainOnly = tlsOf(`${REMOTE}?sslmode=verify-ca`, {}).tls
    expect(chainOnly).toMatchObject({ rejectUnauthorized: true })
    expect(typeof chainOnly === 'object' && chainOnly.checkServerIdentity?.()).toBeUndefined()
    expect(chainOnly).toHaveProperty('checkServerIdentity')
    expect(tlsOf(`${REMOTE}?sslmode=require`, {}).tls).toMatchObject({ rejectUnauthorized: false })
  })

  it('check the chain as soon as a root certificate is at hand', () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'valence-test-'))
    const file = path.join(folder, 'root.crt')
    writeFileSync(file, 'CERTIFICATE')
    try {
      expect(tlsOf(REMOTE, { PGSSLROOTCERT: file }).tls).toMatchObject({
        ca: 'CERTIFICATE',
        rejectUnauthorized: true,
      })
      expect(tlsOf(`${REMOTE}?sslmode=require&sslrootcert=${file}`, {}).tls).toMatchObject({
        ca: 'CERTIFICATE',
        rejectUnauthorized: true,
      })
    } finally {
      rmSync(folder, { recursive: true })
    }
  })

  it('are refused where the mode does not exist or a certificate cannot be read', () => {
    expect(() => tlsOf(`${REMOTE}?sslmode=always`, {})).toThrow(/no sslmode "always"/)
    expect(() => tlsOf(`${REMOTE}?sslrootcert=/no/such/file`, {})).toThrow(/cannot be read/)
  })
})
