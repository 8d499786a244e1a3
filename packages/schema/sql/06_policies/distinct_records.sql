alter table public.distinct_records enable row level security;

drop policy if exists "valence read" on public.distinct_records;
create policy "valence read" on public.distinct_records
  for select using (
    case resource
      when 'contacts' then exists (select from public.contacts as c where c.id = distinct_records.first_id)
      else exists (select from public.companies as c where c.id = distinct_records.first_id)
    end
  );

drop policy if exists "valence insert" on public.distinct_records;
create policy "valence insert" on public.distinct_records
  for insert with check (
    case resource
      when 'contacts' then valence.may_update_contact(distinct_records.first_id)
      else valence.may_update_organization(distinct_records.first_id)
    end
  );

drop policy if exists "valence delete" on public.distinct_records;
create policy "valence delete" on public.distinct_records
  for delete using (
    case resource
      when 'contacts' then valence.may_update_contact(distinct_records.first_id)
      else valence.may_update_organization(distinct_records.first_id)
    end
  );
