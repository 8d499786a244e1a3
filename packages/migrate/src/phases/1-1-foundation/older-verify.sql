-- What an old client cleared is gone from the list too, and what follows in the list stays there: so the old columns are where
-- the list begins, and may be empty.
-- step: emails
-- check: the e-mail of a contact is the first of its list
-- rows of: contacts
select c.id as example
from public.contacts as c
where c.email is not null
  and c.email is distinct from c.email_jsonb #>> '{0,email}';

-- step: phones
-- check: the telephone numbers of a contact are the first of its list
-- rows of: contacts
select c.id as example
from public.contacts as c
where array_remove(array[c.phone_1_number, c.phone_2_number], null)
  is distinct from (array[c.phone_jsonb #>> '{0,number}', c.phone_jsonb #>> '{1,number}'])
    [1:num_nonnulls(c.phone_1_number, c.phone_2_number)];
