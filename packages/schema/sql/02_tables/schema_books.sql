-- How this database came to its version of the schema: one row a step. See ADR 13.
create table if not exists valence.schema_steps (
  version integer primary key,
  name text not null,
  checksum text not null,
  tool text not null,
  applied_by text not null default session_user,
  applied_at timestamptz not null default now()
);

-- What of this database was made from a file of ours, with a digest of the statement that made it. Where the installation has an object of its own
-- in its place, that one is kept.
create table if not exists valence.schema_objects (
  identity text primary key,
  digest text not null,
  is_kept boolean not null default false
);
