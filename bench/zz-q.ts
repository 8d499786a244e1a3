import { readFileSync } from 'node:fs'
import { connect } from '@valence/migrate'
const { db } = JSON.parse(readFileSync('/tmp/zz-serve.json', 'utf8'))
const sql = connect(db, { max: 1 })
const [c] = await sql.unsafe(`insert into public.contacts (first_name, last_name, title, company_id, sales_id, email_jsonb)
          values ('Grace', 'Hopper', 'Admiral', 1, 1, '[{"email": "grace@example.com", "type": "Work"}]') returning id, email_jsonb, phone_jsonb, jsonb_typeof(email_jsonb), jsonb_typeof(phone_jsonb)`)
console.log(c)
console.log((await sql`select id, email_jsonb, phone_jsonb, tags from public.contacts_summary where id = ${c!['id']}`)[0])
await sql.end()
