-- Who did what when. Each entry holds the hash of the one before it, so that none can be changed, taken out or slipped in
-- without a trace. `verify-log.sql` spells the hashed text out a second time, on purpose: whoever edits entries could edit
-- the function here as well.
create table if not exists valence_migration.log (
  seq bigint primary key,
  at timestamptz not null,
  who text not null,
  application text not null,
  what text not null,
  run_id bigint,
  details jsonb not null,
  previous_hash text not null,
  hash text not null
);

-- Where the chain ends. Its row is what writers queue for, so that no two entries follow the same one.
create table if not exists valence_migration.log_head (
  is_head boolean primary key default true check (is_head),
  seq bigint not null,
  hash text not null
);

insert into valence_migration.log_head (seq, hash)
select coalesce(max(l.seq), 0), coalesce((array_agg(l.hash order by l.seq desc))[1], repeat('0', 64))
from valence_migration.log as l
on conflict (is_head) do nothing;

-- The one place that writes entries. A transaction that holds the head up for more than five seconds is not waited for.
create or replace function valence_migration.append_log(given_what text, given_run bigint, given_details jsonb)
returns bigint
language plpgsql
set search_path = ''
set lock_timeout = '5s'
as $$
declare
  head valence_migration.log_head;
  entry valence_migration.log;
begin
  select h.is_head, h.seq, h.hash into strict head
  from valence_migration.log_head as h
  for update;
  entry.seq := head.seq + 1;
  entry.at := clock_timestamp();
  entry.who := session_user;
  entry.application := current_setting('application_name');
  entry.what := given_what;
  entry.run_id := given_run;
  entry.details := given_details;
  entry.previous_hash := head.hash;
  entry.hash := encode(
    sha256(
      convert_to(
        entry.seq || ' ' || jsonb_build_array(
          to_char(entry.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
          entry.who,
          entry.application,
          entry.what,
          entry.run_id,
          entry.details,
          entry.previous_hash
        ),
        'UTF8'
      )
    ),
    'hex'
  );
  insert into valence_migration.log
    (seq, at, who, application, what, run_id, details, previous_hash, hash)
  values
    (entry.seq, entry.at, entry.who, entry.application, entry.what, entry.run_id, entry.details, entry.previous_hash, entry.hash);
  update valence_migration.log_head
  set seq = entry.seq, hash = entry.hash
  where is_head;
  return entry.seq;
end
$$;

create or replace function valence_migration.refuse_change()
returns trigger
language plpgsql
set search_path = ''
as $$
begin
  raise exception 'valence_migration.% is append only', tg_table_name
    using errcode = 'insufficient_privilege',
          hint = 'What happened stays written down. npm run migrate:log -- --verify finds every entry that was changed.';
end
$$;

create or replace trigger valence_append_only
  before update or delete or truncate on valence_migration.log
  for each statement execute function valence_migration.refuse_change();
-- In replica mode too.
alter table valence_migration.log enable always trigger valence_append_only;

revoke all on function valence_migration.append_log(text, bigint, jsonb) from public;
revoke all on function valence_migration.refuse_change() from public;
