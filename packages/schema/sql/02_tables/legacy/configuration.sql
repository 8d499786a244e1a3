-- One row. Installations older than the settings page do not have it; phase 1.1 adds it there.
create table if not exists public.configuration (
  id integer not null default 1 primary key,
  config jsonb not null default '{}'::jsonb,
  constraint configuration_singleton check (id = 1)
);

insert into public.configuration (id)
values (1)
on conflict (id) do nothing;
