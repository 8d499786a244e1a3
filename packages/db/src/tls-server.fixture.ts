import { execFileSync } from 'node:child_process'
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { resetStack, startPostgres } from '@valence/server'
import { connect } from './connect.ts'

/** Whether the machine can make certificates. */
export function hasOpenSsl(): boolean {
  try {
    execFileSync('openssl', ['version'], { stdio: 'ignore' })
    return true
  } catch {
    return false // not installed
  }
}

export interface TlsServer {
  /** `postgresql://user:password@127.0.0.1:port/postgres`. */
  readonly url: string
  /** Certificates as files: of the authority, of another one, and of the client with its key. */
  readonly files: Readonly<Record<'ca' | 'otherCa' | 'clientCert' | 'clientKey', string>>
  /** Replaces the rules by which the server lets clients in. */
  allow(...rules: readonly string[]): Promise<void>
  stop(): Promise<void>
}

/** A PostgreSQL with TLS. Its certificate is for the name `localhost` only, not for the address 127.0.0.1. */
export async function startTlsServer(): Promise<TlsServer> {
  const home = mkdtempSync(path.join(tmpdir(), 'valence-test-'))
  // The server may run as another user, who must be able to enter.
  chmodSync(home, 0o755)
  const dataDir = path.join(home, 'postgres')
  const server = await startPostgres({ dataDir })
  const folder = mkdtempSync(path.join(tmpdir(), 'valence-tls-'))
  const files = makeCertificates(folder)
  const admin = connect(server.superuserUrl, { max: 1 })
  const [place] = await admin<{ hba: string }[]>`select current_setting('hba_file') as hba`
  const hba = place?.hba ?? ''
  // Written by the server itself, so that the files are its user's own.
  await placeByServer(admin, files.serverCert, path.join(server.dataDir, 'server.crt'))
  await placeByServer(admin, files.serverKey, path.join(server.dataDir, 'server.key'))
  await placeByServer(admin, files.ca, path.join(server.dataDir, 'root.crt'))
  await admin.unsafe(`alter system set ssl_ca_file = 'root.crt'`)
  await admin.unsafe(`alter system set ssl = on`)
  return {
    url: server.urlFor('postgres'),
    files,
    async allow(...rules) {
      writeFileSync(
        hba,
        `host all supabase_admin 127.0.0.1/32 scram-sha-256\n${rules.join('\n')}\n`,
      )
      await admin`select pg_reload_conf()`
      await new Promise((resolve) => setTimeout(resolve, 300))
    },
    async stop() {
      await admin.end({ timeout: 5 })
      await server.stop()
      await resetStack(home)
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

async function placeByServer(
  admin: ReturnType<typeof connect>,
  from: string,
  to: string,
): Promise<void> {
  const text = readFileSync(from, 'utf8').replaceAll("'", "''")
  await admin.unsafe(
    `copy (select unnest(string_to_array(rtrim('${text}', chr(10)), chr(10)))) to program 'umask 077; cat > "${to}"'`,
  )
}

function makeCertificates(folder: string) {
  const at = (name: string) => path.join(folder, name)
  const openssl = (...args: readonly string[]) => {
    execFileSync('openssl', args, { stdio: 'ignore', cwd: folder })
  }
  const authority = (name: string) =>
    openssl(
      ...['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', `/CN=${name}`],
      ...['-keyout', at(`${name}.key`), '-out', at(`${name}.crt`)],
    )
  const signed = (name: string, subject: string, extension: string) => {
    openssl(
      ...['req', '-newkey', 'rsa:2048', '-nodes', '-subj', `/CN=${subject}`],
      ...['-keyout', at(`${name}.key`), '-out', at(`${name}.csr`)],
    )
    writeFileSync(at(`${name}.ext`), extension)
    openssl(
      ...['x509', '-req', '-in', at(`${name}.csr`), '-days', '2', '-CAcreateserial'],
      ...['-CA', at('ca.crt'), '-CAkey', at('ca.key')],
      ...['-extfile', at(`${name}.ext`), '-out', at(`${name}.crt`)],
    )
  }
  authority('ca')
  authority('other-ca')
  signed('server', 'localhost', 'subjectAltName=DNS:localhost\n')
  signed('client', 'postgres', 'extendedKeyUsage=clientAuth\n')
  return {
    ca: at('ca.crt'),
    otherCa: at('other-ca.crt'),
    serverCert: at('server.crt'),
    serverKey: at('server.key'),
    clientCert: at('client.crt'),
    clientKey: at('client.key'),
  }
}
