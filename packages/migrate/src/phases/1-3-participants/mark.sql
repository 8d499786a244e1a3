-- Up to which opportunity the backfill found partners: to the end, or to its last committed batch.
insert into valence_migration.marks as m (name, value)
select 'partners found', reached.value
from (
  select
    case
      when c.is_done then (select max(o.id) from public.opportunities as o)
      else c.cursor::bigint
    end as value
  from valence_migration.checkpoints as c
  where c.phase = '1.3'
  order by c.run_id desc
  limit 1
) as reached
where reached.value is not null
on conflict (name) do update set value = greatest(m.value, excluded.value);
