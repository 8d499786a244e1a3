-- Hosted platforms own storage themselves: where this role may not touch it, it is left alone.
do $$
begin
  if to_regclass('storage.buckets') is not null
    and has_table_privilege('storage.buckets', 'insert')
    and not exists (select from storage.buckets where id = 'attachments')
  then
    insert into storage.buckets (id, name, public) values ('attachments', 'attachments', true);
  end if;

  if to_regclass('storage.objects') is not null
    and exists (
      select
      from pg_class
      where oid = to_regclass('storage.objects') and pg_has_role(relowner, 'usage')
    )
    and not exists (
      select
      from pg_policies
      where schemaname = 'storage' and tablename = 'objects' and policyname like 'Attachments 1mt4rzk%'
    )
  then
    create policy "Attachments 1mt4rzk_0" on storage.objects
      for select to authenticated using (bucket_id = 'attachments');
    create policy "Attachments 1mt4rzk_1" on storage.objects
      for insert to authenticated with check (bucket_id = 'attachments');
    create policy "Attachments 1mt4rzk_3" on storage.objects
      for delete to authenticated using (bucket_id = 'attachments');
  end if;
end;
$$;
