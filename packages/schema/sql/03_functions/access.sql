-- Whether the caller's own rights and policies let them update the row. New tables ask this of the table they come
-- from, so that a door that was closed before stays closed, whatever the installation's policies say.
-- FOR NO KEY UPDATE applies the update policies, and takes the parent's lock before the child's.
create or replace function valence.may_update_contact(contact_id bigint)
returns boolean
language plpgsql
volatile
set search_path = ''
as $$
#variable_conflict use_column
begin
  perform from public.contacts as c where c.id = may_update_contact.contact_id for no key update;
  return found;
end
$$;

create or replace function valence.may_update_organization(organization_id bigint)
returns boolean
language plpgsql
volatile
set search_path = ''
as $$
begin
  perform from public.companies as c where c.id = may_update_organization.organization_id for no key update;
  return found;
end
$$;

create or replace function valence.may_update_opportunity(opportunity_id bigint)
returns boolean
language plpgsql
volatile
set search_path = ''
as $$
#variable_conflict use_column
begin
  perform from public.opportunities as o where o.id = may_update_opportunity.opportunity_id for no key update;
  return found;
end
$$;

-- Takes the lock of the note that an activity stands for, and always agrees: whoever writes both takes them in this order.
-- With its owner's rights, because the note's own policies are asked elsewhere.
create or replace function valence.lock_note(note_table text, note_id bigint)
returns boolean
language plpgsql
volatile
security definer
set search_path = ''
as $$
begin
  if note_table = 'opportunity_notes' then
    perform from public.opportunity_notes as n where n.id = note_id for no key update;
  elsif note_table = 'contact_notes' then
    perform from public.contact_notes as n where n.id = note_id for no key update;
  end if;
  return true;
end
$$;

-- The sales row of the signed-in user, or null. PL/pgSQL keeps the plan of its query for the session; a function in SQL that
-- cannot be inlined (SET forbids it) is planned again in every statement that calls it.
create or replace function valence.current_sales_id()
returns bigint
language plpgsql
stable
parallel safe
set search_path = ''
as $$
begin
  return (select s.id from public.sales as s where s.user_id = (select auth.uid()));
end
$$;

-- The role of the signed-in user; null where they are disabled, or no user of the CRM. Older installations have no column
-- for those who are disabled, so it is asked of the row.
create or replace function public.current_sales_role()
returns text
language plpgsql
stable
parallel safe
security definer
set search_path = ''
as $$
begin
  return (
    select case
      when coalesce(r.is_disabled, false) or to_jsonb(s.*) ->> 'disabled' = 'true' then null
      when s.administrator then 'administrator'
      when r.role in ('manager', 'read_only') then r.role
      else 'sales'
    end
    from public.sales as s
    left join public.sales_roles as r on r.sales_id = s.id
    where s.user_id = (select auth.uid())
  );
end
$$;

-- Whether the policies of a table hide none of its rows from the caller, which the catalog tells: one that shows them all is there, and none
-- that restricts the others. A policy that follows this table asks it once a query, and row by row only where it has to.
create or replace function valence.sees_all(source regclass)
returns boolean
language plpgsql
stable
parallel safe
set search_path = ''
as $$
begin
  return not pg_catalog.row_security_active(source) or (
    select coalesce(
      bool_or(p.polpermissive and pg_catalog.pg_get_expr(p.polqual, p.polrelid) = 'true') and bool_and(p.polpermissive),
      false
    )
    from pg_catalog.pg_policy as p
    where p.polrelid = source
      and p.polcmd in ('r', '*')
      and exists (
        select
        from unnest(p.polroles) as given (id)
        where case when given.id = 0 then true else pg_catalog.pg_has_role(given.id, 'usage') end
      )
  );
end
$$;

-- Whether the caller manages, and no policy hides a row of the table from them. Where several firms share a database, an administrator of
-- one oversees nothing: see the policy of record_changes.
create or replace function valence.oversees(source regclass)
returns boolean
language plpgsql
stable
parallel safe
set search_path = ''
as $$
begin
  return coalesce(public.current_sales_role() in ('administrator', 'manager'), false) and valence.sees_all(source);
end
$$;

-- The same for activities, whose policies follow what they are about.
create or replace function valence.oversees_activities()
returns boolean
language plpgsql
stable
parallel safe
set search_path = ''
as $$
begin
  return valence.oversees('public.contacts')
    and valence.oversees('public.companies')
    and valence.oversees('public.opportunities')
    and valence.oversees('public.contact_notes')
    and valence.oversees('public.opportunity_notes');
end
$$;
