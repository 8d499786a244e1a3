-- Who confirmed what only a person can see, for which run.
create table if not exists valence_migration.confirmations (
  id bigint generated always as identity primary key,
  run_id bigint not null,
  item text not null,
  -- The role that was signed in to the server, and the person as they call themselves.
  confirmed_by text not null default session_user,
  person text,
  comment text,
  confirmed_at timestamptz not null default now()
);

create or replace trigger valence_append_only
  before update or delete or truncate on valence_migration.confirmations
  for each statement execute function valence_migration.refuse_change();
alter table valence_migration.confirmations enable always trigger valence_append_only;
