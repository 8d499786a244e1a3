-- step: emails
-- Contacts with $1 < id <= $2.
update public.contacts as c
set email_jsonb = valence_migration.emails_of(c.email, null)
where c.id > $1
  and c.id <= $2
  and c.email is not null
  and c.email_jsonb is null;

-- step: phones
update public.contacts as c
set phone_jsonb = valence_migration.phones_of(
  array[c.phone_1_number, c.phone_2_number], array[c.phone_1_type, c.phone_2_type], null, 0
)
where c.id > $1
  and c.id <= $2
  and c.phone_jsonb is null;
