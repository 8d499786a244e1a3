-- Older installations call the state of a company "stateAbbr"; the target calls it state_abbr. Both stay writable.
alter table public.companies
  add column if not exists state_abbr text;

create or replace function valence_migration.sync_company_state()
returns trigger
language plpgsql
set search_path = ''
as $$
begin
  if tg_op = 'INSERT' then
    new.state_abbr := coalesce(new."stateAbbr", new.state_abbr);
    new."stateAbbr" := new.state_abbr;
  elsif new."stateAbbr" is distinct from old."stateAbbr" then
    new.state_abbr := new."stateAbbr";
  elsif new.state_abbr is distinct from old.state_abbr then
    new."stateAbbr" := new.state_abbr;
  end if;
  return new;
end
$$;

-- Before the installation's own triggers, so that those find both as the client wrote them, and again behind them.
create or replace trigger "!valence_sync_state"
  before insert or update on public.companies
  for each row execute function valence_migration.sync_company_state();

create or replace trigger valence_sync_state
  before insert or update on public.companies
  for each row execute function valence_migration.sync_company_state();
