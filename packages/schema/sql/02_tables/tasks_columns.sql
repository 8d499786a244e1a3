-- What a task gains: it may be about an organization or an opportunity, and it may come back. Where it had to have a contact, it has
-- to be about one of the three from now on; where it had not, the installation has rules of its own, and those stay.
-- repeat_from is the day that the repetition counts from, so that the 31st comes back after a month that has none.
alter table public.tasks
  add column if not exists organization_id bigint,
  add column if not exists opportunity_id bigint,
  add column if not exists repeat_unit text,
  add column if not exists repeat_every integer,
  add column if not exists repeat_from timestamptz;

do $$
begin
  if not exists (select from pg_constraint where conname = 'tasks_organization_id_fkey' and conrelid = 'public.tasks'::regclass) then
    alter table public.tasks
      add constraint tasks_organization_id_fkey foreign key (organization_id)
        references public.companies (id) on update cascade on delete cascade not valid;
  end if;
  if not exists (select from pg_constraint where conname = 'tasks_opportunity_id_fkey' and conrelid = 'public.tasks'::regclass) then
    alter table public.tasks
      add constraint tasks_opportunity_id_fkey foreign key (opportunity_id)
        references public.opportunities (id) on update cascade on delete cascade not valid;
  end if;
  if not exists (select from pg_constraint where conname = 'tasks_repeat_check' and conrelid = 'public.tasks'::regclass) then
    alter table public.tasks
      add constraint tasks_repeat_check check (
        num_nonnulls(repeat_unit, repeat_every) in (0, 2)
        and repeat_unit in ('day', 'week', 'month')
        and repeat_every between 1 and 365
      ) not valid;
  end if;
  if exists (
    select from pg_attribute where attrelid = 'public.tasks'::regclass and attname = 'contact_id' and attnotnull
  ) then
    alter table public.tasks
      add constraint tasks_about_check check (num_nonnulls(contact_id, organization_id, opportunity_id) > 0) not valid,
      alter column contact_id drop not null;
  end if;
end
$$;
