-- A record's tags are seen by whom sees the record, and changed by whom may change it.
alter table public.record_tags enable row level security;

drop policy if exists "valence read" on public.record_tags;
create policy "valence read" on public.record_tags
  for select using (
    case
      when organization_id is not null then exists (select from public.companies as c where c.id = record_tags.organization_id)
      else exists (select from public.opportunities as o where o.id = record_tags.opportunity_id)
    end
  );

drop policy if exists "valence insert" on public.record_tags;
create policy "valence insert" on public.record_tags
  for insert with check (
    case
      when organization_id is not null then valence.may_update_organization(record_tags.organization_id)
      else valence.may_update_opportunity(record_tags.opportunity_id)
    end
  );

drop policy if exists "valence update" on public.record_tags;
create policy "valence update" on public.record_tags
  for update using (
    case
      when organization_id is not null then valence.may_update_organization(record_tags.organization_id)
      else valence.may_update_opportunity(record_tags.opportunity_id)
    end
  );

drop policy if exists "valence delete" on public.record_tags;
create policy "valence delete" on public.record_tags
  for delete using (
    case
      when organization_id is not null then valence.may_update_organization(record_tags.organization_id)
      else valence.may_update_opportunity(record_tags.opportunity_id)
    end
  );
