-- People who sign in through an identity provider may come without names.
create function public.handle_new_user()
returns trigger
language plpgsql
security definer
set search_path to ''
as $$
declare
  is_first boolean := not exists (select from public.sales);
  given jsonb := coalesce(new.raw_user_meta_data, '{}'::jsonb);
begin
  insert into public.sales (first_name, last_name, email, user_id, administrator)
  values (
    coalesce(given ->> 'first_name', given -> 'custom_claims' ->> 'first_name', 'Pending'),
    coalesce(given ->> 'last_name', given -> 'custom_claims' ->> 'last_name', 'Pending'),
    new.email,
    new.id,
    is_first
  );
  return new;
end;
$$;

create function public.handle_update_user()
returns trigger
language plpgsql
security definer
set search_path to ''
as $$
declare
  given jsonb := coalesce(new.raw_user_meta_data, '{}'::jsonb);
begin
  update public.sales
  set
    first_name = coalesce(given ->> 'first_name', given -> 'custom_claims' ->> 'first_name', 'Pending'),
    last_name = coalesce(given ->> 'last_name', given -> 'custom_claims' ->> 'last_name', 'Pending'),
    email = new.email
  where user_id = new.id;
  return new;
end;
$$;

create function public.is_admin()
returns boolean
language plpgsql
security definer
set search_path to ''
as $$
begin
  return exists (
    select
    from public.sales as sale
    where sale.user_id = auth.uid() and sale.administrator
  );
end;
$$;

create function public.set_sales_id_default()
returns trigger
language plpgsql
set search_path to 'public'
as $$
begin
  if new.sales_id is null then
    new.sales_id := (select sale.id from sales as sale where sale.user_id = auth.uid());
  end if;
  return new;
end;
$$;

create function public.get_user_id_by_email(email text)
returns table (id uuid)
language plpgsql
security definer
set search_path to 'public'
as $$
begin
  return query
  select account.id
  from auth.users as account
  where account.email = get_user_id_by_email.email;
end;
$$;

create function public.get_domain_favicon(domain_name text)
returns text
language plpgsql
set search_path to 'public'
as $$
declare
  host text := substring(domain_name from '^(?:[A-Za-z]+://)?(?:[^@/]+@)?(?:[Ww]{3}\.)?([^:/?]+)');
begin
  if host is null then
    return null;
  end if;
  if exists (select from favicons_excluded_domains as excluded where excluded.domain = domain_name) then
    return null;
  end if;
  return 'https://favicon.show/' || host;
end;
$$;

-- Any failure of the request, also a missing function, ends as the word ERROR: the caller stores it.
create function public.get_avatar_for_email(email text)
returns text
language plpgsql
set search_path to 'public'
as $$
declare
  url text := 'https://www.gravatar.com/avatar/'
    || encode(sha256(convert_to(email, 'UTF8')), 'hex') || '?d=404';
  answer integer;
begin
  select response.status into answer from extensions.http_get(url) as response;
  if answer = 200 then
    return url;
  end if;
  return get_domain_favicon(split_part(email, '@', 2));
exception
  when others then
    return 'ERROR';
end;
$$;

create function public.handle_contact_saved()
returns trigger
language plpgsql
set search_path to 'public'
as $$
declare
  element jsonb;
  source text;
begin
  if new.avatar is not null or new.email_jsonb is null then
    return new;
  end if;
  for element in select jsonb_array_elements(new.email_jsonb)
  loop
    source := get_avatar_for_email(element ->> 'email');
    if source is not null then
      new.avatar := jsonb_build_object('src', source);
      exit;
    end if;
  end loop;
  return new;
end;
$$;

create function public.handle_company_saved()
returns trigger
language plpgsql
set search_path to 'public'
as $$
declare
  source text;
begin
  if new.logo is null then
    source := get_domain_favicon(new.website::text);
    if source is not null then
      new.logo := jsonb_build_object('src', source, 'title', 'Company favicon');
    end if;
  end if;
  return new;
end;
$$;

-- A contact that was never seen (null) stays so.
create function public.handle_contact_note_created_or_updated()
returns trigger
language plpgsql
security definer
set search_path to ''
as $$
begin
  update public.contacts
  set last_seen = new.date
  where id = new.contact_id and last_seen < new.date;
  return new;
end;
$$;

-- An element without an e-mail becomes JSON null, and a value that is no array is an error.
create function public.lowercase_email_jsonb()
returns trigger
language plpgsql
set search_path to 'public'
as $$
begin
  if new.email_jsonb is not null then
    new.email_jsonb := coalesce(
      (
        select jsonb_agg(jsonb_set(item.value, '{email}', to_jsonb(lower(item.value ->> 'email'))) order by item.position)
        from jsonb_array_elements(new.email_jsonb) with ordinality as item (value, position)
      ),
      '[]'::jsonb
    );
  end if;
  return new;
end;
$$;

create function public.get_note_attachments_function_url()
returns text
language plpgsql
set search_path to 'public'
as $$
begin
  return rtrim(coalesce(nullif(current_setting('app.settings.functions_url', true), ''), 'http://kong:8000/functions/v1'), '/')
    || '/delete_note_attachments';
end;
$$;

-- Files go only when the deletion came through the API: a plain SQL session has no request headers.
create function public.cleanup_note_attachments()
returns trigger
language plpgsql
security definer
set search_path to ''
as $$
declare
  sent jsonb := nullif(current_setting('request.headers', true), '')::jsonb;
begin
  if sent ->> 'authorization' is not null then
    perform net.http_post(
      url := public.get_note_attachments_function_url(),
      body := jsonb_build_object(
        'type', tg_op,
        'table', tg_table_name,
        'schema', tg_table_schema,
        'old_record', to_jsonb(old),
        'record', case when tg_op = 'DELETE' then null else to_jsonb(new) end
      ),
      params := '{}'::jsonb,
      headers := jsonb_build_object('Content-Type', 'application/json', 'Authorization', sent ->> 'authorization'),
      timeout_milliseconds := 10000
    );
  end if;
  return null;
end;
$$;

-- Runs with the caller's rights: deals that the caller may not change keep the id of a contact that is gone.
create function public.merge_contacts(loser_id bigint, winner_id bigint)
returns bigint
language plpgsql
security invoker
set search_path to 'public'
as $$
declare
  kept contacts%rowtype;
  gone contacts%rowtype;
begin
  select * into kept from contacts where id = winner_id;
  select * into gone from contacts where id = loser_id;
  if kept.id is null or gone.id is null then
    raise exception 'Contact not found';
  end if;

  update tasks set contact_id = winner_id where contact_id = loser_id;
  update contact_notes set contact_id = winner_id where contact_id = loser_id;

  update deals
  set contact_ids = array(
    select distinct case when member.id = loser_id then winner_id else member.id end
    from unnest(deals.contact_ids) as member (id)
  )
  where contact_ids @> array[loser_id];

  update contacts
  set
    first_name = coalesce(kept.first_name, gone.first_name),
    last_name = coalesce(kept.last_name, gone.last_name),
    gender = coalesce(kept.gender, gone.gender),
    title = coalesce(kept.title, gone.title),
    background = coalesce(kept.background, gone.background),
    avatar = coalesce(kept.avatar, gone.avatar),
    first_seen = least(kept.first_seen, gone.first_seen),
    last_seen = greatest(kept.last_seen, gone.last_seen),
    has_newsletter = coalesce(kept.has_newsletter, gone.has_newsletter),
    company_id = coalesce(kept.company_id, gone.company_id),
    sales_id = coalesce(kept.sales_id, gone.sales_id),
    linkedin_url = coalesce(kept.linkedin_url, gone.linkedin_url),
    tags = array(
      select distinct tag
      from unnest(coalesce(kept.tags, '{}') || coalesce(gone.tags, '{}')) as tag
    ),
    email_jsonb = (
      select coalesce(jsonb_agg(chosen.item order by chosen.place), '[]'::jsonb)
      from (
        select distinct on (item ->> 'email') item, place
        from jsonb_array_elements(
          coalesce(kept.email_jsonb, '[]'::jsonb) || coalesce(gone.email_jsonb, '[]'::jsonb)
        ) with ordinality as entry (item, place)
        order by item ->> 'email', place
      ) as chosen
    ),
    phone_jsonb = (
      select coalesce(jsonb_agg(chosen.item order by chosen.place), '[]'::jsonb)
      from (
        select distinct on (item ->> 'number') item, place
        from jsonb_array_elements(
          coalesce(kept.phone_jsonb, '[]'::jsonb) || coalesce(gone.phone_jsonb, '[]'::jsonb)
        ) with ordinality as entry (item, place)
        order by item ->> 'number', place
      ) as chosen
    )
  where id = winner_id;

  delete from contacts where id = loser_id;
  return winner_id;
end;
$$;
