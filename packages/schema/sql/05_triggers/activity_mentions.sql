create or replace trigger valence_note_mentions_inserted
  after insert on public.activities
  for each row when (new.description like '%@%')
  execute function valence.note_mentions();

-- Without a column list, which would not see what a trigger before it changes.
create or replace trigger valence_note_mentions_updated
  after update on public.activities
  for each row when (
    new.description is distinct from old.description and (new.description like '%@%' or old.description like '%@%')
  )
  execute function valence.note_mentions();
