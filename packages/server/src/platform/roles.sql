-- Roles of a Supabase project. They belong to the cluster, not to one database. Safe to run twice.
-- Run by the superuser. app_owner stands for who owns the application's objects.

do $$
declare
  wanted record;
begin
  for wanted in
    select w.name, w.attributes
    from (values
      ('anon', 'nologin noinherit'),
      ('authenticated', 'nologin noinherit'),
      ('service_role', 'nologin noinherit bypassrls'),
      -- No password: PostgREST is not part of this stack, and nobody can log in with it.
      ('authenticator', 'login noinherit'),
      ('app_owner', 'nologin nosuperuser'),
      -- Owners of the schemas auth and storage, as on Supabase.
      ('supabase_auth_admin', 'nologin noinherit'),
      ('supabase_storage_admin', 'nologin noinherit'),
      -- The API server logs in as this role and steps into one of the three API roles for each request.
      ('valence_api', 'login nosuperuser'),
      -- Sees every name in the catalog, for the API's schema cache; no row that policies guard.
      ('valence_catalog', 'nologin inherit')
    ) as w (name, attributes)
    where not exists (select from pg_catalog.pg_roles as r where r.rolname = w.name)
  loop
    execute format('create role %I %s', wanted.name, wanted.attributes);
  end loop;
end
$$;

alter role valence_api with nosuperuser noinherit nocreaterole nocreatedb nobypassrls;
-- What a request is refused for the request is told; the log of the server is for what concerns the server.
alter role valence_api set log_min_messages = 'log';
alter role app_owner with nosuperuser bypassrls inherit /* rights */;

grant anon, authenticated, service_role to authenticator;
grant anon, authenticated, service_role, authenticator to app_owner with admin option;
grant pg_monitor, pg_read_all_data, pg_signal_backend to app_owner;
grant pg_read_all_data to valence_catalog;
-- So that the owner may create policies on storage.objects, which only the table's owner may.
grant supabase_storage_admin to app_owner;
grant set on parameter session_replication_role to app_owner;

do $$
begin
  if current_setting('server_version_num')::int >= 160000 then
    -- It must step into the API roles explicitly and has none of their rights before.
    -- As text, because version 15 does not know the options and reads the whole block.
    execute 'grant anon, authenticated, service_role, valence_catalog to valence_api with inherit false, set true';
    -- Sign-in and file storage work on the tables of these two schemas themselves.
    execute 'grant supabase_auth_admin, supabase_storage_admin to valence_api with inherit true, set true';
  else
    -- Version 15 knows inheriting for a role as a whole: what may be stepped into lies behind a role that inherits nothing.
    if not exists (select from pg_catalog.pg_roles as r where r.rolname = 'valence_steps') then
      create role valence_steps nologin noinherit;
    end if;
    grant anon, authenticated, service_role, valence_catalog to valence_steps;
    grant valence_steps, supabase_auth_admin, supabase_storage_admin to valence_api;
    alter role valence_api inherit;
  end if;
end
$$;
