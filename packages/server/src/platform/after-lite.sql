-- Rights on the tables that Lite made in auth and storage. Safe to run twice. Run by the superuser.

-- Policies and defaults call auth.uid().
grant usage on schema auth to anon, authenticated, service_role, app_owner, valence_api;
-- An application puts triggers on auth.users, refers to it, and administers users from definer functions.
grant select, insert, update, delete, references, trigger on all tables in schema auth to app_owner;

-- Row level security of storage.objects and storage.buckets decides; see the policies of the application.
grant usage on schema storage to anon, authenticated, service_role, app_owner;
grant all on all tables in schema storage to anon, authenticated, service_role, app_owner;

-- Files that users of the CRM attach. Private: they are opened by addresses that are signed for a minute. The bucket of
-- an older application keeps its own name and doors.
insert into storage.buckets (id, name, public)
values ('crm-files', 'crm-files', false)
on conflict (id) do nothing;

drop policy if exists "valence members read files" on storage.objects;
create policy "valence members read files" on storage.objects
  for select to authenticated using (bucket_id = 'crm-files');

drop policy if exists "valence members add files" on storage.objects;
create policy "valence members add files" on storage.objects
  for insert to authenticated with check (bucket_id = 'crm-files');

-- Who only reads, or is disabled, neither adds nor changes nor deletes a file, in whatever bucket. Asked when it is needed:
-- an installation whose schema knows no roles is as open as it was.
create or replace function storage.may_write_files()
returns boolean
language plpgsql
stable
set search_path = ''
as $$
begin
  if to_regprocedure('public.current_sales_role()') is null then
    return true;
  end if;
  return coalesce(public.current_sales_role() <> 'read_only', false);
end
$$;
alter function storage.may_write_files() owner to supabase_storage_admin;
grant execute on function storage.may_write_files() to authenticated;

drop policy if exists "valence readers add no files" on storage.objects;
create policy "valence readers add no files" on storage.objects
  as restrictive for insert to authenticated with check ((select storage.may_write_files()));

drop policy if exists "valence readers change no files" on storage.objects;
create policy "valence readers change no files" on storage.objects
  as restrictive for update to authenticated using ((select storage.may_write_files()));

drop policy if exists "valence readers delete no files" on storage.objects;
create policy "valence readers delete no files" on storage.objects
  as restrictive for delete to authenticated using ((select storage.may_write_files()));
