-- What was counted of each old name whenever someone looked, and who was seen using one.
create table if not exists valence_migration.old_use_looks (
  name text not null,
  looked_at timestamptz not null default clock_timestamp(),
  uses bigint not null,
  primary key (name, looked_at)
);

create table if not exists valence_migration.old_use_seen (
  name text not null,
  role text not null,
  application text not null,
  address text not null,
  times bigint not null default 1,
  last_seen_at timestamptz not null,
  query text not null,
  primary key (name, role, application, address)
);
