-- What holds once every opportunity has a stage: in a new database, which has none, from the start; after a migration when the
-- last row is filled (requireFilled of phase 1.1), behind a check that stops nobody.
-- squawk-ignore adding-not-nullable-field
alter table public.opportunities
  -- squawk-ignore adding-not-nullable-field
  alter column stage set not null,
  -- squawk-ignore adding-not-nullable-field
  alter column probability set not null;
