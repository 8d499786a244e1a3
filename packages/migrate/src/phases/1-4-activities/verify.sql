-- check: every opportunity note is an interaction with the same content
-- rows of: opportunity_notes
select n.id as example
from public.opportunity_notes as n
left join public.activities as a on a.source_table = 'opportunity_notes' and a.source_id = n.id
where (a.id, a.activity_type::text, a.description, a.activity_date, a.opportunity_id, a.attachments, a.created_by)
  is distinct from
  (coalesce(a.id, -1), 'interaction', n.text, n.date, n.opportunity_id, n.attachments, n.sales_id);

-- check: every contact note is an engagement or interaction with the same content
-- rows of: contact_notes
select n.id as example
from public.contact_notes as n
left join public.activities as a on a.source_table = 'contact_notes' and a.source_id = n.id
where (a.id, a.description, a.activity_date, a.contact_id, a.status, a.attachments, a.created_by)
  is distinct from
  (coalesce(a.id, -1), n.text, n.date, n.contact_id, n.status, n.attachments, n.sales_id);

-- check: every activity of a note has its note
-- One in the trash has none: it keeps what the note had in source_row.
select a.id as example
from public.activities as a
where (a.source_row is null or a.deleted_at is null)
  and (
    (a.source_table = 'opportunity_notes'
      and not exists (select from public.opportunity_notes as n where n.id = a.source_id))
    or (a.source_table = 'contact_notes'
      and not exists (select from public.contact_notes as n where n.id = a.source_id))
  );
