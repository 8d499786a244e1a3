-- Every entry, with the text of which its hash was made; the number of the entry goes before it.
select
  l.seq,
  l.at,
  l.who,
  l.application,
  l.what,
  l.run_id as "runId",
  l.details,
  l.previous_hash as "previousHash",
  l.hash,
  jsonb_build_array(
    to_char(l.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
    l.who,
    l.application,
    l.what,
    l.run_id,
    l.details,
    l.previous_hash
  )::text as text
from valence_migration.log as l
order by l.seq;
