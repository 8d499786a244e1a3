-- What other systems call contacts, organizations or opportunities: [{id, source, key}].
create or replace function public.external_ids(kind text, record_ids bigint[])
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
begin
  return (
    select coalesce(
      jsonb_agg(
        jsonb_build_object(
          'id', coalesce(k.contact_id, k.organization_id, k.opportunity_id), 'source', k.source, 'key', k.key
        )
        order by k.source, k.key, k.id
      ),
      '[]'
    )
    from public.external_keys as k
    where k.contact_id = any (case kind when 'contact' then record_ids end)
      or k.organization_id = any (case kind when 'organization' then record_ids end)
      or k.opportunity_id = any (case kind when 'opportunity' then record_ids end)
  );
end
$$;
