-- Indexes of names have their first letters now, for an entry of an index has an end. Version 1 kept no books: these are ours, and go.
insert into valence.schema_objects (identity, digest)
values
  ('index public.companies.valence_companies_name_idx', 'first'),
  ('index public.contacts.valence_contacts_name_idx', 'first')
on conflict (identity) do nothing;
