-- $1 bigint: how many keys of deals one is looked at for. Links are counted, partners are counted in that share of the deals.
select
  (select coalesce(sum(cardinality(d.contact_ids)), 0) from public.deals as d)::float8 as links,
  count(distinct d.id)::float8 as "sampledDeals",
  count(distinct (d.id, c.company_id)) filter (where c.company_id is distinct from d.company_id and c.company_id is not null)::float8
    as "sampledPartners"
from public.deals as d
left join lateral unnest(d.contact_ids) as item (contact_id) on true
left join public.contacts as c on c.id = item.contact_id
where d.id % $1 = 0;
