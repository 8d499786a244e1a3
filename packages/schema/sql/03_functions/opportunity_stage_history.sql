-- With its owner's rights: whoever may move an opportunity may not write its history.
create or replace function valence.record_opportunity_stage()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  insert into public.opportunity_stage_history (opportunity_id, from_stage, to_stage, changed_by)
  values (new.id, old.stage, new.stage, valence.current_sales_id());
  return null;
end
$$;
