-- What an organization gains. Every default is a constant, so no row is rewritten.
alter table public.companies
  add column if not exists organization_type public.organization_type not null default 'unknown',
  add column if not exists is_principal boolean not null default false,
  add column if not exists is_distributor boolean not null default false,
  add column if not exists parent_company_id bigint,
  add column if not exists segment text,
  add column if not exists priority text not null default 'C',
  add column if not exists deleted_at timestamptz;

do $$
begin
  if not exists (select from pg_constraint where conname = 'companies_priority_check' and conrelid = 'public.companies'::regclass) then
    alter table public.companies
      add constraint companies_priority_check check (priority in ('A', 'B', 'C', 'D')) not valid;
  end if;
  if not exists (select from pg_constraint where conname = 'companies_parent_company_id_fkey' and conrelid = 'public.companies'::regclass) then
    alter table public.companies
      add constraint companies_parent_company_id_fkey foreign key (parent_company_id)
        references public.companies (id) on update cascade on delete set null not valid;
  end if;
end
$$;
