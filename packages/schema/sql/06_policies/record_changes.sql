-- The whole log is read by administrators and managers; what happened to a record by whom sees the record. Triggers alone
-- write it: no API role has a right to (see closeWrites), and there is no policy that would let one.
alter table public.record_changes enable row level security;

drop policy if exists "valence read" on public.record_changes;
create policy "valence read" on public.record_changes
  for select using (
    (select public.current_sales_role()) in ('administrator', 'manager')
    or case resource
      when 'contacts' then exists (select from public.contacts as c where c.id = record_changes.record_id)
      when 'companies' then exists (select from public.companies as c where c.id = record_changes.record_id)
      when 'opportunities' then exists (select from public.opportunities as o where o.id = record_changes.record_id)
      when 'tasks' then exists (select from public.tasks as t where t.id = record_changes.record_id)
      when 'activities' then exists (select from public.activities as a where a.id = record_changes.record_id)
      else false
    end
  );
