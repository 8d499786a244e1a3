import { randomBytes } from 'node:crypto'
import { connect } from '@valence/db'
import type { TestDatabase } from '@valence/testkit'

/** Another role that may sign in to the server. Roles belong to the cluster, so it is dropped at the end. */
export interface SecondRole {
  readonly name: string
  readonly url: string
  drop(): Promise<void>
}

/** Makes a role with these attributes; it sees everything unless told otherwise. */
export async function secondRole(
  database: TestDatabase,
  attributes = 'bypassrls in role pg_read_all_data',
): Promise<SecondRole> {
  const name = `approver_${randomBytes(4).toString('hex')}`
  const password = randomBytes(8).toString('hex')
  const asSuperuser = async (statement: string) => {
    const sql = connect(database.superuserUrl, { max: 1 })
    await sql.unsafe(statement)
    await sql.end({ timeout: 5 })
  }
  await asSuperuser(`create role ${name} login password '${password}' ${attributes}`)
  const url = new URL(database.url)
  url.username = name
  url.password = password
  return {
    name,
    url: url.toString(),
    drop: () => asSuperuser(`drop owned by ${name}; drop role ${name}`),
  }
}
