-- What happened to a record is read by whom sees the record. Of records that are gone, and of settings, administrators and managers
-- read it, where no policy hides any row of that table from them: nobody can tell any more whose these were. Triggers alone
-- write it: no API role has a right to (see closeWrites), and there is no policy that would let one.
alter table public.record_changes enable row level security;

drop policy if exists "valence read" on public.record_changes;
create policy "valence read" on public.record_changes
  for select using (
    case resource
      when 'contacts' then
        (select valence.oversees('public.contacts'))
        or exists (select from public.contacts as c where c.id = record_changes.record_id)
      when 'companies' then
        (select valence.oversees('public.companies'))
        or exists (select from public.companies as c where c.id = record_changes.record_id)
      when 'opportunities' then
        (select valence.oversees('public.opportunities'))
        or exists (select from public.opportunities as o where o.id = record_changes.record_id)
      when 'tasks' then
        (select valence.oversees('public.tasks'))
        or exists (select from public.tasks as t where t.id = record_changes.record_id)
      when 'activities' then
        (select valence.oversees_activities())
        or exists (select from public.activities as a where a.id = record_changes.record_id)
      when 'sales' then
        (select public.current_sales_role()) in ('administrator', 'manager')
        and exists (select from public.sales as s where s.id = record_changes.record_id)
      else (select valence.oversees('public.sales'))
    end
  );
