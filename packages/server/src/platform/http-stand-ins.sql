-- Stand-ins for pg_net and the http extension, which the embedded server does not bring. They make no network
-- call: each call is written down in net.http_calls, so that nothing leaves the machine and tests can count.
-- Signatures as in pg_net 0.14 and pgsql-http 1.6. Safe to run twice. Run by the superuser.

create schema if not exists net;
grant usage on schema net to anon, authenticated, service_role, app_owner;

create table if not exists net.http_calls (
  id bigint generated always as identity primary key,
  at timestamptz not null default clock_timestamp(),
  method text not null,
  url text not null
);
grant select, truncate on net.http_calls to app_owner;

create or replace function net.record_http_call(method text, url text)
returns bigint
language sql
volatile
security definer
set search_path = ''
as $$
  insert into net.http_calls (method, url) values (method, url) returning id
$$;

create or replace function net.http_post(
  url text,
  body jsonb default '{}',
  params jsonb default '{}',
  headers jsonb default '{"Content-Type": "application/json"}',
  timeout_milliseconds integer default 5000
)
returns bigint
language sql
volatile
security definer
set search_path = ''
as $$
  select net.record_http_call('POST', url)
$$;

create or replace function net.http_get(
  url text,
  params jsonb default '{}',
  headers jsonb default '{}',
  timeout_milliseconds integer default 5000
)
returns bigint
language sql
volatile
security definer
set search_path = ''
as $$
  select net.record_http_call('GET', url)
$$;

create or replace function net.http_delete(
  url text,
  params jsonb default '{}',
  headers jsonb default '{}',
  timeout_milliseconds integer default 5000
)
returns bigint
language sql
volatile
security definer
set search_path = ''
as $$
  select net.record_http_call('DELETE', url)
$$;

do $$
begin
  if to_regtype('extensions.http_header') is null then
    create type extensions.http_header as (field varchar, value varchar);
  end if;
  if to_regtype('extensions.http_response') is null then
    create type extensions.http_response as (
      status integer,
      content_type varchar,
      headers extensions.http_header[],
      content varchar
    );
  end if;
end
$$;

-- The answer's status is 404 unless the session says otherwise: set valence.http_status = '200'.
create or replace function extensions.http_stand_in(method text, uri varchar)
returns extensions.http_response
language sql
volatile
security definer
set search_path = ''
as $$
  select
    coalesce(nullif(current_setting('valence.http_status', true), ''), '404')::integer,
    'text/plain'::varchar,
    '{}'::extensions.http_header[],
    ''::varchar
  from net.record_http_call(method, uri)
$$;

create or replace function extensions.http_get(uri varchar)
returns extensions.http_response
language sql
volatile
set search_path = ''
as $$
  select extensions.http_stand_in('GET', uri)
$$;

create or replace function extensions.http_head(uri varchar)
returns extensions.http_response
language sql
volatile
set search_path = ''
as $$
  select extensions.http_stand_in('HEAD', uri)
$$;

create or replace function extensions.http_post(uri varchar, content varchar, content_type varchar)
returns extensions.http_response
language sql
volatile
set search_path = ''
as $$
  select extensions.http_stand_in('POST', uri)
$$;
