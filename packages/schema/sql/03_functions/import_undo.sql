-- The query that says whether rows refer to a record, $1, of a table. The customer that an opportunity has as a participant
-- comes and goes with it, and so do its moves from stage to stage. What goes to the trash is not used by what is there.
create or replace function valence.imported_use_query(source regclass)
returns text
language plpgsql
stable
set search_path = ''
as $$
begin
  if source = 'public.tags'::regclass then
    return 'select exists (select from public.contacts as c where c.tags @> array[$1])';
  end if;
  return (
    select 'select ' || coalesce(
      string_agg(
        format(
          'exists (select from %s as t where t.%I = $1%s%s)',
          k.source,
          k.key,
          case
            when k.source = 'public.opportunity_participants'::regclass and k.key = 'opportunity_id' then ' and not t.is_primary'
          end,
          case
            when imported_use_query.source not in ('public.companies'::regclass, 'public.opportunities'::regclass) then null
            when k.source in ('public.companies'::regclass, 'public.opportunities'::regclass) then ' and t.deleted_at is null'
            when k.source = 'public.opportunity_participants'::regclass then
              ' and exists (select from public.opportunities as o where o.id = t.opportunity_id and o.deleted_at is null)'
          end
        ),
        ' or '
      ),
      'false'
    )
    from valence.keys_to(source) as k
    where k.source::text <> 'public.opportunity_stage_history'
  );
end
$$;

-- Takes back the next of what an import did, the latest first, some hundred at once: organizations and opportunities that it
-- made go to the trash, the rest of what it made goes, what it changed is as it was. What was changed or used since stays, and is told. Answers {undone, kept, remaining}.
create or replace function public.undo_import_run(run_id bigint, page_size integer default 250)
returns jsonb
language plpgsql
set search_path = ''
as $$
#variable_conflict use_column
declare
  -- What triggers and other people's cards move without anyone having changed the record.
  derived constant text[] := array['updated_at', 'company_id', 'contact_ids', 'index', 'last_seen'];
  change record;
  present jsonb;
  fields jsonb;
  result text;
  source regclass;
  is_gone boolean;
  is_used boolean;
  -- By table, made when first needed.
  uses jsonb := '{}';
  undone integer := 0;
  kept integer := 0;
  remaining bigint;
begin
  perform set_config('valence.keeps_records', 'on', true);
  perform set_config('valence.puts_back', 'on', true);
  perform pg_catalog.pg_advisory_xact_lock(pg_catalog.hashtext('valence import'));
  perform from public.import_runs as r where r.id = undo_import_run.run_id and r.undone_at is null for no key update;
  if not found then
    raise exception 'Import % cannot be taken back', undo_import_run.run_id
      using errcode = 'PT404', hint = 'It does not exist, is not yours, or was taken back already.';
  end if;

  for change in
    select c.* from public.import_changes as c
    where c.run_id = undo_import_run.run_id and c.outcome is null
    order by c.id desc
    limit page_size
  loop
    source := format('public.%I', change.source)::regclass;
    result := 'undone';
    execute format('select to_jsonb(t.*) from %s as t where t.id = $1', source) into present using change.record_id;
    if present is null or change.former is null and present ->> 'deleted_at' is not null then
      null;
    elsif change.former is null then
      if present - derived is distinct from change.given - derived then
        result := 'changed';
      else
        if not uses ? change.source then
          uses := uses || jsonb_build_object(change.source, valence.imported_use_query(source));
        end if;
        execute uses ->> change.source into is_used using change.record_id;
        begin
          execute format(
            case
              when change.source in ('companies', 'opportunities') then
                'update %s as t set deleted_at = now() where t.id = $1 and not $2 returning true'
              else 'delete from %s as t where t.id = $1 and not $2 returning true'
            end,
            source
          ) into is_gone using change.record_id, is_used;
          result := case when is_used then 'used' when is_gone then 'undone' else 'forbidden' end;
        exception
          when foreign_key_violation then
            result := 'used';
          when insufficient_privilege then
            result := 'forbidden';
        end;
      end if;
    else
      select jsonb_object_agg(field.key, field.value) into fields
      from jsonb_each(change.former) as field
      where present -> field.key is not distinct from change.given -> field.key;
      if fields is not null then
        -- A probability that followed the stage follows it back; written, it would be somebody's own.
        perform valence.put_row_back(
          source,
          change.record_id,
          case when fields ? 'stage' and present ->> 'probability_manual' = 'false' then fields - 'probability' else fields end,
          false
        );
        execute format('select to_jsonb(t.*) from %s as t where t.id = $1', source) into present using change.record_id;
      end if;
      if (select count(*) from jsonb_object_keys(coalesce(fields, '{}'))) < (select count(*) from jsonb_object_keys(change.former)) then
        result := 'changed';
      elsif not present @> fields then
        result := 'forbidden';
      end if;
    end if;
    update public.import_changes as c set outcome = result where c.id = change.id;
    undone := undone + (result = 'undone')::integer;
    kept := kept + (result <> 'undone')::integer;
  end loop;

  select count(*) into remaining
  from public.import_changes as c
  where c.run_id = undo_import_run.run_id and c.outcome is null;
  if remaining = 0 then
    update public.import_runs as r set undone_at = now() where r.id = undo_import_run.run_id;
  end if;
  return jsonb_build_object('undone', undone, 'kept', kept, 'remaining', remaining);
end
$$;
