-- An activity is seen by whom sees what it is about: its note where it stands for one, else its opportunity and its
-- contact. Whoever may update those may write it. In the trash, where it has no note, it is its author's, the managers' and the administrators'.
-- Where no policy hides any of these, which is asked once (sees_all), none is looked up: the planner would read all of them for the
-- first page of everyone's.
-- An update takes the locks that it needs in the order in which old clients take them: note, then activity.
alter table public.activities enable row level security;

drop policy if exists "valence read" on public.activities;
create policy "valence read" on public.activities
  for select using (
    case source_table
      when 'opportunity_notes' then source_row is null and (select valence.sees_all('public.opportunity_notes'))
        or exists (select from public.opportunity_notes as n where n.id = activities.source_id)
        or source_row is not null and (
          created_by = (select valence.current_sales_id())
          or (select public.current_sales_role()) in ('administrator', 'manager')
        )
      when 'contact_notes' then source_row is null and (select valence.sees_all('public.contact_notes'))
        or exists (select from public.contact_notes as n where n.id = activities.source_id)
        or source_row is not null and (
          created_by = (select valence.current_sales_id())
          or (select public.current_sales_role()) in ('administrator', 'manager')
        )
      else (
          opportunity_id is null
          or (select valence.sees_all('public.opportunities'))
          or exists (select from public.opportunities as o where o.id = activities.opportunity_id)
        )
        and (
          contact_id is null
          or (select valence.sees_all('public.contacts'))
          or exists (select from public.contacts as c where c.id = activities.contact_id)
        )
        and (
          organization_id is null
          or (select valence.sees_all('public.companies'))
          or exists (select from public.companies as c where c.id = activities.organization_id)
        )
        and (coalesce(opportunity_id, contact_id, organization_id) is not null)
    end
  );

drop policy if exists "valence insert" on public.activities;
create policy "valence insert" on public.activities
  for insert with check (
    source_table is null
    and (opportunity_id is null or valence.may_update_opportunity(opportunity_id))
    and (contact_id is null or valence.may_update_contact(contact_id))
    and (coalesce(opportunity_id, contact_id, organization_id) is not null)
  );

drop policy if exists "valence update" on public.activities;
create policy "valence update" on public.activities
  for update using (
    (contact_id is null or valence.may_update_contact(contact_id))
    and (opportunity_id is null or valence.may_update_opportunity(opportunity_id))
    and (source_id is null or valence.lock_note(source_table, source_id))
  );

drop policy if exists "valence delete" on public.activities;
create policy "valence delete" on public.activities
  for delete using (
    source_table is null
    and (opportunity_id is null or valence.may_update_opportunity(opportunity_id))
    and (contact_id is null or valence.may_update_contact(contact_id))
  );
