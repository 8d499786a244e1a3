-- What the database of a Supabase project has around an application. Safe to run twice.
-- Run by the superuser inside the database. Owner and search_path of the database are set by the caller.

alter schema public owner to app_owner;
grant usage on schema public to anon, authenticated, service_role;

create schema if not exists extensions;
alter schema extensions owner to app_owner;
grant usage on schema extensions to anon, authenticated, service_role;
create extension if not exists pgcrypto with schema extensions;
create extension if not exists citext with schema extensions;
create extension if not exists pg_trgm with schema extensions;
create extension if not exists unaccent with schema extensions;
create extension if not exists "uuid-ossp" with schema extensions;

create schema if not exists auth;
alter schema auth owner to supabase_auth_admin;
create schema if not exists storage;
alter schema storage owner to supabase_storage_admin;

-- As in projects made before Supabase changed its defaults in 2026: what the owner creates is open to the API
-- roles, and row level security is what guards it.
alter default privileges for role app_owner in schema public
  grant all on tables to anon, authenticated, service_role;
alter default privileges for role app_owner in schema public
  grant all on sequences to anon, authenticated, service_role;
alter default privileges for role app_owner in schema public
  grant all on functions to anon, authenticated, service_role;

do $$
begin
  if not exists (select from pg_catalog.pg_publication as p where p.pubname = 'supabase_realtime') then
    create publication supabase_realtime;
  end if;
end
$$;
alter publication supabase_realtime owner to app_owner;
