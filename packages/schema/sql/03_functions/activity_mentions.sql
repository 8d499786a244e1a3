-- Keeps who is mentioned in step with the text of an activity, whoever writes it: `@Anna Berg`, for each user who can sign in and whom the
-- writer sees, but for the one who writes. Of two names that both fit, the longer one is meant; of two users with the same name, both are.
-- An old client's note becomes an activity with its owner's rights, who sees all: where policies hide users from others, it mentions nobody.
create or replace function valence.note_mentions()
returns trigger
language plpgsql
set search_path = ''
as $$
begin
  perform valence.write_mentions(
    new.id,
    new.description,
    coalesce(valence.current_sales_id(), new.created_by),
    case when row_security_active('public.sales') or valence.hides_no_user() then
      array(select jsonb_build_object('id', u.id, 'label', u.label) from public.mentionable_users() as u)
    else '{}' end
  );
  return null;
end
$$;

-- Whether the policies of users show all of them to whoever is signed in.
create or replace function valence.hides_no_user()
returns boolean
language sql
stable
set search_path = ''
as $$
  select coalesce(
    bool_or(p.polpermissive and pg_catalog.pg_get_expr(p.polqual, p.polrelid) = 'true') and bool_and(p.polpermissive),
    not (select c.relrowsecurity from pg_catalog.pg_class as c where c.oid = 'public.sales'::regclass)
  )
  from pg_catalog.pg_policy as p
  where p.polrelid = 'public.sales'::regclass and p.polcmd in ('r', '*')
$$;

-- The mentions of these users ([{id, label}]) in a text. With its owner's rights: no one else may say who was mentioned.
-- A name is compared letter by letter at each @ and never becomes a pattern; of the signs in a text the first thousand count.
create or replace function valence.write_mentions(activity bigint, text text, author bigint, users jsonb[])
returns void
language plpgsql
security definer
set search_path = ''
as $$
declare
  longest constant integer := 201;
  starts text[];
  ends text[];
  written text[];
begin
  select array_agg(left(p.piece, longest) order by p.place), array_agg(right(p.piece, 1) order by p.place)
  into starts, ends
  from string_to_table(write_mentions.text, '@') with ordinality as p (piece, place)
  where p.place <= 1001;

  select array_agg(distinct found.label) into written
  from generate_series(2, cardinality(starts)) as place
  -- A name may be an address, which has a second sign.
  cross join lateral (values ('@' || array_to_string(starts[place : place + 2], '@'))) as rest (text)
  cross join lateral (
    select n.label
    from (
      select u.one ->> 'label' as label from unnest(users) as u (one)
      union
      select m.label from public.activity_mentions as m where m.activity_id = write_mentions.activity
    ) as n
    where starts_with(rest.text, n.label) and substr(rest.text, length(n.label) + 1, 1) !~ '[[:alnum:]]'
    order by length(n.label) desc
    limit 1
  ) as found
  where ends[place - 1] !~ '[[:alnum:]]';

  delete from public.activity_mentions as m
  where m.activity_id = write_mentions.activity and m.label <> all (coalesce(written, '{}'));
  insert into public.activity_mentions (activity_id, sales_id, label, mentioned_by)
  select write_mentions.activity, (u.one ->> 'id')::bigint, u.one ->> 'label', author
  from unnest(users) as u (one)
  where u.one ->> 'label' = any (written) and (u.one ->> 'id')::bigint is distinct from author
  on conflict (activity_id, sales_id) do nothing;
end
$$;

-- Users who can sign in, by name, each with what mentions them in a text.
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
    -- Longer ones are no names, and would make every search for mentions slow.
    and length(btrim(concat_ws(' ', s.first_name, s.last_name))) between 1 and 200
  order by 2, 1
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
  where m.sales_id = valence.current_sales_id()
    and m.seen_at is null
    and (see_mentions.ids is null or m.id = any (see_mentions.ids));
end
$$;
