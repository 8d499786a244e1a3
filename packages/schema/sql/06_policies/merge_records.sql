-- A record is seen by whom sees the one that stayed, and written by whom may change that one.
alter table public.merge_records enable row level security;

drop policy if exists "valence read" on public.merge_records;
create policy "valence read" on public.merge_records
  for select using (
    case resource
      when 'contacts' then exists (select from public.contacts as c where c.id = merge_records.winner_id)
      else exists (select from public.companies as c where c.id = merge_records.winner_id)
    end
  );

drop policy if exists "valence insert" on public.merge_records;
create policy "valence insert" on public.merge_records
  for insert with check (
    case resource
      when 'contacts' then valence.may_update_contact(merge_records.winner_id)
      else valence.may_update_organization(merge_records.winner_id)
    end
  );

drop policy if exists "valence update" on public.merge_records;
create policy "valence update" on public.merge_records
  for update using (
    case resource
      when 'contacts' then valence.may_update_contact(merge_records.winner_id)
      else valence.may_update_organization(merge_records.winner_id)
    end
  );
