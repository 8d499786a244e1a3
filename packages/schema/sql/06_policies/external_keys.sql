-- They are seen by whom sees the record, and changed by whom may change it.
alter table public.external_keys enable row level security;

drop policy if exists "valence read" on public.external_keys;
create policy "valence read" on public.external_keys
  for select using (
    case
      when contact_id is not null then exists (select from public.contacts as c where c.id = external_keys.contact_id)
      when organization_id is not null then exists (select from public.companies as c where c.id = external_keys.organization_id)
      else exists (select from public.opportunities as o where o.id = external_keys.opportunity_id)
    end
  );

drop policy if exists "valence insert" on public.external_keys;
create policy "valence insert" on public.external_keys
  for insert with check (
    case
      when contact_id is not null then valence.may_update_contact(external_keys.contact_id)
      when organization_id is not null then valence.may_update_organization(external_keys.organization_id)
      else valence.may_update_opportunity(external_keys.opportunity_id)
    end
  );

drop policy if exists "valence update" on public.external_keys;
create policy "valence update" on public.external_keys
  for update using (
    case
      when contact_id is not null then valence.may_update_contact(external_keys.contact_id)
      when organization_id is not null then valence.may_update_organization(external_keys.organization_id)
      else valence.may_update_opportunity(external_keys.opportunity_id)
    end
  );

drop policy if exists "valence delete" on public.external_keys;
create policy "valence delete" on public.external_keys
  for delete using (
    case
      when contact_id is not null then valence.may_update_contact(external_keys.contact_id)
      when organization_id is not null then valence.may_update_organization(external_keys.organization_id)
      else valence.may_update_opportunity(external_keys.opportunity_id)
    end
  );
