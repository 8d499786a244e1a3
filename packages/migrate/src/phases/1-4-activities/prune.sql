-- Activities of notes that the old application deleted while the table was parked. Those in the trash have no note.
delete from public.activities as a
where a.source_row is null
  and (
    (a.source_table = 'opportunity_notes'
      and not exists (select from public.opportunity_notes as n where n.id = a.source_id))
    or (a.source_table = 'contact_notes'
      and not exists (select from public.contact_notes as n where n.id = a.source_id))
  );
