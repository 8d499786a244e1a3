-- Foreign keys of the tables $1 of `public` that the server holds to be valid, with a query for the rows that break each.
select
  k.conname as name,
  format(
    'select %s as example from only %s as c where %s and not exists (select from %s as p where %s)',
    case when has_id.found then 'c.id' else '0' end,
    k.conrelid::regclass,
    string_agg(format('c.%I is not null', child.attname), ' and '),
    k.confrelid::regclass,
    string_agg(format('p.%I = c.%I', parent.attname, child.attname), ' and ')
  ) as query
from pg_constraint as k
join pg_class as t on t.oid = k.conrelid
cross join lateral unnest(k.conkey, k.confkey) as pair (child_number, parent_number)
join pg_attribute as child on child.attrelid = k.conrelid and child.attnum = pair.child_number
join pg_attribute as parent on parent.attrelid = k.confrelid and parent.attnum = pair.parent_number
cross join lateral (
  select exists (
    select from pg_attribute as a where a.attrelid = k.conrelid and a.attname = 'id' and not a.attisdropped
  ) as found
) as has_id
where k.contype = 'f'
  and k.convalidated
  and t.relnamespace = 'public'::regnamespace
  and t.relname = any ($1)
group by k.oid, k.conname, k.conrelid, k.confrelid, has_id.found
order by k.conrelid::regclass::text, k.conname
