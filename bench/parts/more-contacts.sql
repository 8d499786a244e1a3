-- As many contacts as $1 wants: those of the sample again, each with the last name of one and the organization of another.
with source as (
  select row_number() over (order by c.id) as place, c.*, count(*) over () as total
  from public.contacts as c
)
insert into public.contacts (
  first_name, last_name, title, avatar, first_seen, last_seen, has_newsletter, status, tags, company_id, sales_id, email_jsonb,
  phone_jsonb
)
select
  a.first_name, b.last_name, b.title, a.avatar, a.first_seen, a.last_seen - interval '1 hour', a.has_newsletter, b.status,
  a.tags, c.company_id, a.sales_id,
  jsonb_build_array(jsonb_build_object(
    'email',
    lower(a.first_name || '.' || b.last_name || '@' || coalesce(split_part(c.email_jsonb -> 0 ->> 'email', '@', 2), 'mail.example')),
    'type',
    'Work'
  )),
  a.phone_jsonb
from source as a
join source as b on b.place = (a.place * 7919) % a.total + 1
join source as c on c.place = (a.place * 104729) % a.total + 1
where a.place <= $1::bigint - a.total
