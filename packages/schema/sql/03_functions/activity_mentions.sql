-- Keeps who is mentioned in step with the text of an activity, whoever writes it: `@Anna Berg`, for each user who can sign in,
-- but for the one who writes. Of two names that both fit, the longer one is meant; of two users with the same name, both are.
-- With its owner's rights: no one else may say who was mentioned.
create or replace function public.note_mentions()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
declare
  author bigint := coalesce(public.current_sales_id(), new.created_by);
  written text[];
begin
  select array_agg(distinct found.parts[1]) into written
  from (
    select '(?<![[:alnum:]])(' || string_agg(regexp_replace(n.label, '([^[:alnum:][:space:]])', '\\\1', 'g'), '|') || ')(?![[:alnum:]])'
    from (
      select m.label from public.mentionable_users() as m
      union
      select m.label from public.activity_mentions as m where m.activity_id = new.id
    ) as n
  ) as names (pattern)
  cross join lateral regexp_matches(new.description, names.pattern, 'g') as found (parts);

  delete from public.activity_mentions as m
  where m.activity_id = new.id and m.label <> all (coalesce(written, '{}'));
  insert into public.activity_mentions (activity_id, sales_id, label, mentioned_by)
  select new.id, u.id, u.label, author
  from public.mentionable_users() as u
  where u.label = any (written) and u.id is distinct from author
  on conflict (activity_id, sales_id) do nothing;
  return null;
end
$$;

-- Users who can sign in, each with what mentions them in a text.
create or replace function public.mentionable_users()
returns table (id bigint, label text)
language sql
stable
set search_path = ''
as $$
  select s.id, '@' || btrim(concat_ws(' ', s.first_name, s.last_name))
  from public.sales as s
  left join public.sales_roles as r on r.sales_id = s.id
  where not coalesce(r.is_disabled, false)
    and to_jsonb(s.*) ->> 'disabled' is distinct from 'true'
    and btrim(concat_ws(' ', s.first_name, s.last_name)) <> ''
$$;

-- The caller has seen these mentions of them, or all where null. With its owner's rights: nothing else of a mention may be changed.
create or replace function public.see_mentions(ids bigint[] default null)
returns void
language plpgsql
security definer
set search_path = ''
as $$
begin
  update public.activity_mentions as m
  set seen_at = now()
  where m.sales_id = public.current_sales_id()
    and m.seen_at is null
    and (see_mentions.ids is null or m.id = any (see_mentions.ids));
end
$$;
