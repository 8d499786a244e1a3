-- Rights on the tables that Lite made in auth and storage. Safe to run twice. Run by the superuser.

-- Policies and defaults call auth.uid().
grant usage on schema auth to anon, authenticated, service_role, postgres, valence_api;
-- An application puts triggers on auth.users, refers to it, and administers users from definer functions.
grant select, insert, update, delete, references, trigger on all tables in schema auth to postgres;

-- Row level security of storage.objects and storage.buckets decides; see the policies of the application.
grant usage on schema storage to anon, authenticated, service_role, postgres;
grant all on all tables in schema storage to anon, authenticated, service_role, postgres;
