-- step: emails
-- The first one is what the old application says now.
update public.contacts as c
set email_jsonb = valence_migration.emails_of(c.email, p.email_jsonb)
from valence_migration.parked_contact_emails as p
where p.id = c.id;

-- step: phones
update public.contacts as c
set phone_jsonb = valence_migration.phones_of(
  array[c.phone_1_number, c.phone_2_number], array[c.phone_1_type, c.phone_2_type], p.phone_jsonb, 2
)
from valence_migration.parked_contact_phones as p
where p.id = c.id;

-- step: tasks
update public.tasks as t
set sales_id = p.sales_id
from valence_migration.parked_task_owners as p
where p.id = t.id;
