-- Who may only read is told so, for every statement that would write. A trigger and not a policy: the policies of an
-- installation stay as they are, it holds where row security is off too, and it costs one look a statement, not one a row.
-- Who is disabled writes nowhere; what those who only read may write all the same says so: refuse_read_only('read_only').
create or replace function valence.refuse_read_only()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  if exists (
    select
    from public.sales as s
    left join public.sales_roles as r on r.sales_id = s.id
    where s.user_id = (select auth.uid())
      and (
        r.is_disabled
        -- Older installations have no column for that.
        or to_jsonb(s.*) ->> 'disabled' = 'true'
        or r.role = 'read_only' and not 'read_only' = any (coalesce(tg_argv, '{}'))
      )
  ) then
    raise exception 'Your role is to read: you change nothing here'
      using errcode = 'insufficient_privilege', hint = 'Ask an administrator for another role.';
  end if;
  return null;
end
$$;

-- All administrators that are not disabled, locked, so that of the last two neither can take the other's role away at the
-- same moment. Refuses a caller who is none.
create or replace function valence.lock_administrators()
returns bigint[]
language plpgsql
security definer
set search_path = ''
as $$
declare
  administrators bigint[];
begin
  if public.current_sales_role() = 'administrator' then
    perform from public.sales as s where s.administrator order by s.id for no key update;
  end if;
  -- Asked again: while this waited for the lock, someone may have taken the role away.
  if public.current_sales_role() is distinct from 'administrator' then
    raise exception 'Users are managed by administrators' using errcode = 'insufficient_privilege';
  end if;
  administrators := array(
    select s.id
    from public.sales as s
    left join public.sales_roles as r on r.sales_id = s.id
    where s.administrator
      and not coalesce(r.is_disabled, false)
      and to_jsonb(s.*) ->> 'disabled' is distinct from 'true'
  );
  return administrators;
end
$$;

-- The doors to what follows run as their caller: whom the installation's own policies hide from an administrator, as where several firms
-- share a database, is nobody to them.
create or replace function valence.require_visible_user(user_id bigint)
returns void
language plpgsql
stable
set search_path = ''
as $$
begin
  if not exists (select from public.sales as s where s.id = require_visible_user.user_id) then
    raise exception 'User % does not exist', require_visible_user.user_id
      using errcode = 'PT404', hint = 'Reload the list of users to see who is there.';
  end if;
end
$$;

create or replace function public.set_sales_role(user_id bigint, new_role text)
returns void
language plpgsql
set search_path = ''
as $$
begin
  perform valence.require_visible_user(set_sales_role.user_id);
  perform valence.give_role(set_sales_role.user_id, set_sales_role.new_role);
end
$$;

create or replace function public.set_sales_disabled(user_id bigint, is_disabled boolean)
returns void
language plpgsql
set search_path = ''
as $$
begin
  perform valence.require_visible_user(set_sales_disabled.user_id);
  perform valence.disable_user(set_sales_disabled.user_id, set_sales_disabled.is_disabled);
end
$$;

create or replace function public.add_sales_user(email text, first_name text, last_name text, new_role text)
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  added constant jsonb := valence.make_user(
    add_sales_user.email, add_sales_user.first_name, add_sales_user.last_name, add_sales_user.new_role
  );
begin
  if not exists (select from public.sales as s where s.id = (added ->> 'id')::bigint) then
    raise exception 'You would not see the user that you add'
      using errcode = 'insufficient_privilege',
        hint = 'This installation''s own rules say who belongs to whom. They have to place new users before you can add one here.';
  end if;
  return added;
end
$$;

create or replace function public.renew_sales_password(user_id bigint)
returns text
language plpgsql
set search_path = ''
as $$
begin
  perform valence.require_visible_user(renew_sales_password.user_id);
  return valence.renew_password(renew_sales_password.user_id);
end
$$;

-- Gives a user a role. sales.administrator follows, because older clients and policies ask that.
create or replace function valence.give_role(user_id bigint, new_role text)
returns void
language plpgsql
security definer
set search_path = ''
as $$
#variable_conflict use_column
declare
  administrators bigint[] := valence.lock_administrators();
begin
  if give_role.new_role <> 'administrator' and administrators = array[give_role.user_id] then
    raise exception 'This is the last administrator. Make someone else one first.' using errcode = 'P0001';
  end if;
  update public.sales as s
  set administrator = give_role.new_role = 'administrator'
  where s.id = give_role.user_id;
  if not found then
    raise exception 'User % does not exist', give_role.user_id using errcode = 'PT404';
  end if;
  insert into public.sales_roles as r (sales_id, role)
  values (give_role.user_id, give_role.new_role)
  on conflict (sales_id) do update set role = excluded.role, updated_at = now();
end
$$;

-- Disables a user, or enables them again. Their sessions end, they cannot sign in, and until their last token runs out, within
-- the hour, they change nothing.
create or replace function valence.disable_user(user_id bigint, is_disabled boolean)
returns void
language plpgsql
security definer
set search_path = ''
as $$
#variable_conflict use_column
declare
  administrators bigint[] := valence.lock_administrators();
  account uuid;
begin
  if disable_user.is_disabled and administrators = array[disable_user.user_id] then
    raise exception 'This is the last administrator. Make someone else one first.' using errcode = 'P0001';
  end if;
  select s.user_id into account from public.sales as s where s.id = disable_user.user_id;
  if not found then
    raise exception 'User % does not exist', disable_user.user_id using errcode = 'PT404';
  end if;
  -- The first installations have no such column.
  if exists (
    select
    from pg_catalog.pg_attribute as a
    where a.attrelid = 'public.sales'::regclass and a.attname = 'disabled' and not a.attisdropped
  ) then
    update public.sales as s set disabled = disable_user.is_disabled where s.id = disable_user.user_id;
  end if;
  insert into public.sales_roles as r (sales_id, role, is_disabled)
  select s.id, case when s.administrator then 'administrator' else 'sales' end, disable_user.is_disabled
  from public.sales as s
  where s.id = disable_user.user_id
  on conflict (sales_id) do update set is_disabled = excluded.is_disabled, updated_at = now();
  -- The mark before the password keeps it, and fits none that is typed: not every server asks banned_until.
  update auth.users as u
  set banned_until = case when disable_user.is_disabled then timestamptz '9999-12-31' end,
      encrypted_password = case when disable_user.is_disabled then '!' else '' end || ltrim(u.encrypted_password, '!')
  where u.id = account;
  if disable_user.is_disabled then
    delete from auth.sessions as a where a.user_id = account;
  end if;
end
$$;

-- Adds a user with a password that is said once, for the administrator to hand on; they change it on their own page.
create or replace function valence.make_user(email text, first_name text, last_name text, new_role text)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
#variable_conflict use_column
declare
  address text := lower(btrim(make_user.email));
  password text := translate(encode(extensions.gen_random_bytes(12), 'base64'), '+/', 'xy');
  account uuid := gen_random_uuid();
  profile jsonb;
  added bigint;
begin
  perform valence.lock_administrators();
  if address is null or length(address) > 320 or address !~ '^[^@\s]+@[^@\s]+$' then
    raise exception '«%» is no e-mail address', address using errcode = 'P0001';
  end if;
  if coalesce(make_user.new_role, '') not in ('administrator', 'manager', 'sales', 'read_only') then
    raise exception 'There is no role «%»', make_user.new_role
      using errcode = 'P0001', hint = 'A role is administrator, manager, sales or read_only.';
  end if;
  if btrim(coalesce(make_user.last_name, '')) = '' or length(make_user.first_name || make_user.last_name) > 200 then
    raise exception 'A user has a name of at most 200 letters' using errcode = 'P0001';
  end if;
  if exists (select from auth.users as u where u.email = address) then
    raise exception 'There is a user with the e-mail % already', address using errcode = 'P0001';
  end if;
  profile := jsonb_build_object(
    'sub', account, 'email', address, 'email_verified', true, 'phone_verified', false,
    'first_name', btrim(make_user.first_name), 'last_name', btrim(make_user.last_name)
  );
  insert into auth.users (
    id, aud, role, email, encrypted_password, email_confirmed_at, raw_app_meta_data, raw_user_meta_data
  )
  values (
    account, 'authenticated', 'authenticated', address,
    extensions.crypt(password, extensions.gen_salt('bf', 10)), now(),
    '{"provider": "email", "providers": ["email"]}', profile
  );
  insert into auth.identities (id, provider, provider_id, user_id, identity_data)
  values (gen_random_uuid(), 'email', account::text, account, profile);

  -- The row of sales comes from a trigger of auth.users; the first installations had none.
  select s.id into added from public.sales as s where s.user_id = account;
  if added is null then
    insert into public.sales as s (first_name, last_name, email, user_id)
    values (btrim(make_user.first_name), btrim(make_user.last_name), address, account)
    returning s.id into added;
  end if;
  perform valence.give_role(added, make_user.new_role);
  return jsonb_build_object('id', added, 'password', password);
end
$$;

-- A new password for a user who has lost theirs, said once.
create or replace function valence.renew_password(user_id bigint)
returns text
language plpgsql
security definer
set search_path = ''
as $$
#variable_conflict use_column
declare
  password text := translate(encode(extensions.gen_random_bytes(12), 'base64'), '+/', 'xy');
  account uuid;
begin
  perform valence.lock_administrators();
  select s.user_id into account from public.sales as s where s.id = renew_password.user_id;
  update auth.users as u
  set encrypted_password = extensions.crypt(password, extensions.gen_salt('bf', 10))
  where u.id = account;
  if not found then
    raise exception 'User % does not exist', renew_password.user_id using errcode = 'PT404';
  end if;
  delete from auth.sessions as a where a.user_id = account;
  return password;
end
$$;

-- One's own name. Of the account as well: a trigger copies it from there whenever someone signs in.
create or replace function public.change_own_name(first_name text, last_name text)
returns void
language plpgsql
security definer
set search_path = ''
as $$
#variable_conflict use_column
declare
  names jsonb := jsonb_build_object(
    'first_name', btrim(change_own_name.first_name), 'last_name', btrim(change_own_name.last_name)
  );
begin
  if public.current_sales_role() is null or coalesce(names ->> 'last_name', '') = '' or length(names::text) > 300 then
    raise exception 'Your name cannot be changed to this' using errcode = 'P0001';
  end if;
  update auth.users as u
  set raw_user_meta_data =
    case when jsonb_typeof(u.raw_user_meta_data) = 'object' then u.raw_user_meta_data else '{}' end || names
  where u.id = (select auth.uid());
  update public.sales as s
  set first_name = names ->> 'first_name', last_name = names ->> 'last_name'
  where s.user_id = (select auth.uid());
end
$$;

-- One's own picture, as {src, …} with an address on the web, or small and in it; null takes it away. Older clients show it from there.
create or replace function public.change_own_avatar(avatar jsonb)
returns void
language plpgsql
security definer
set search_path = ''
as $$
begin
  if public.current_sales_role() is null then
    raise exception 'Your picture cannot be changed' using errcode = 'insufficient_privilege';
  end if;
  if coalesce(change_own_avatar.avatar, 'null') <> 'null'
    and (
      coalesce(change_own_avatar.avatar ->> 'src', '')
        !~ '^(https?://|data:image/(webp|png|jpeg|gif);base64,[A-Za-z0-9+/]+=*$)'
      or length(change_own_avatar.avatar::text)
        > case when change_own_avatar.avatar ->> 'src' like 'data:%' then 100000 else 4000 end
    ) then
    raise exception 'This is no picture: give it as {"src": "https://…"}' using errcode = 'P0001';
  end if;
  update public.sales as s
  set avatar = nullif(change_own_avatar.avatar, 'null')
  where s.user_id = (select auth.uid());
end
$$;
