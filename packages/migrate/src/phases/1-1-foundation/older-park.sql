-- step: emails
select c.id, c.email_jsonb
from public.contacts as c
where c.email_jsonb is distinct from valence_migration.emails_of(c.email, null);

-- step: phones
select c.id, c.phone_jsonb
from public.contacts as c
where c.phone_jsonb is distinct from valence_migration.phones_of(
  array[c.phone_1_number, c.phone_2_number], array[c.phone_1_type, c.phone_2_type], null, 0
);

-- step: tasks
select t.id, t.sales_id
from public.tasks as t
where t.sales_id is not null;
