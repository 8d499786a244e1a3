import { createLegacyDatabase, seededRandom } from '@valence/testkit'
import { expectRoundTrip } from './promises.fixture.ts'

/** Opens a table of the installation's own to its users. */
const open = (table: string) => `
    alter table ${table} enable row level security;
    create policy everyone on ${table} for all to authenticated using (true) with check (true)`

/**
 * What an installation of generation 21 may have beside Atomic CRM's own, each by itself or with any of the others: all of it
 * has to be carried there and back. In an order in which none is in the way of another.
 */
const customisations: Readonly<Record<string, string>> = {
  'domain amount': `
    create domain public.money_amount as bigint check (value > -1000000000);
    alter table public.deals alter column amount type public.money_amount`,
  tenant: `
    alter table public.deals add column org_id uuid default gen_random_uuid();
    create policy tenant on public.deals as restrictive for all to authenticated using (org_id is not null) with check (org_id is not null)`,
  'unique name': `create unique index on public.deals (name, company_id, id)`,
  exclusion: `alter table public.deals add constraint no_twice exclude using btree (id with =)`,
  'self fk': `
    alter table public.deals add column parent_deal_id bigint references public.deals(id) deferrable initially deferred;
    update public.deals set parent_deal_id = 1 where id = 2`,
  'restrict fk': `
    create table public.invoices (id bigint primary key, deal_id bigint not null references public.deals(id) on delete restrict, contact_id bigint references public.contacts(id));
    insert into public.invoices select id, id, 1 from public.deals limit 3;
    ${open('public.invoices')}`,
  'composite fk': `
    alter table public.deals add constraint du unique (id, company_id);
    create table public.inv2 (id bigint primary key, deal_id bigint, company_id bigint, foreign key (deal_id, company_id) references public.deals (id, company_id) on update cascade);
    ${open('public.inv2')}`,
  'default fn': `
    create function public.next_no() returns bigint language sql as $f$ select coalesce(max(id),0)+1 from public.deals $f$;
    alter table public.deals add column no bigint default public.next_no()`,
  'default fn plpgsql': `
    create function public.next_no2() returns bigint language plpgsql as $f$ declare n bigint; begin select count(*) into n from deals; return n; end $f$;
    alter table public.contacts add column no bigint default public.next_no2()`,
  comments: `
    comment on table public.deals is 'Our deals';
    comment on column public.deals.stage is 'the stage';
    comment on constraint deals_company_id_fkey on public.deals is 'x';
    comment on index public.deals_pkey is 'pk';
    comment on policy "Enable read access for authenticated users" on public.deals is 'pol';`,
  storage: `
    alter table public.deals set (fillfactor = 70, autovacuum_enabled = false);
    alter table public.deals alter column name set statistics 500;
    alter table public.deals alter column description set storage external;
    cluster public.deals using deals_pkey;
    alter table public.contacts alter column first_name set (n_distinct = 100)`,
  'replica ident': `
    alter table public.deals replica identity full;
    alter table public.contacts replica identity full`,
  'ext stats': `create statistics public.deals_st (dependencies) on stage, category from public.deals`,
  collation: `
    alter table public.deals add column code text collate "C" default 'x';
    create index on public.deals (code collate "C" text_pattern_ops)`,
  matview: `
    create materialized view public.won_deals as select id, name, amount from public.deals where stage = 'won';
    create unique index on public.won_deals (id);
    grant select on public.won_deals to authenticated`,
  'check option': `
    create view public.my_won with (security_invoker = on) as select id, name, stage, amount from public.deals where stage = 'won' with local check option;
    grant all on public.my_won to authenticated`,
  barrier: `create view public.bar with (security_invoker = on, security_barrier = on) as select d.id, c.name from public.deals d left join public.companies c on c.id = d.company_id`,
  'view on view': `
    create view public.v1 with (security_invoker=on) as select id, name from public.deals;
    create view public.v2 with (security_invoker=on) as select * from public.v1;
    create view public.v3 with (security_invoker=on) as select count(*) from public.v2;
    alter view public.v1 alter column name set default 'x'`,
  'instead of': `
    create view public.vio with (security_invoker=on) as select id, name || '!' as n from public.deals;
    create function public.vio_f() returns trigger language plpgsql as $f$ begin return null; end $f$;
    create trigger vio_t instead of update on public.vio for each row execute function public.vio_f()`,
  'view over summary': `create view public.big_companies with (security_invoker=on) as select id, name from public.companies_summary where nb_contacts > 1`,
  'view over contacts summary': `create view public.named with (security_invoker=on) as select id, company_name from public.contacts_summary`,
  'policy sub': `create policy via on public.deal_notes as restrictive for select to authenticated using (exists (select from public.deals d where d.id = deal_id))`,
  'policy fn': `
    create function public.can_see(d bigint) returns boolean language sql stable security definer set search_path = '' as $f$ select exists (select from public.deals where id = d) $f$;
    create policy viaf on public.deal_notes as restrictive for select to authenticated using (public.can_see(deal_id))`,
  'policy storage': `create policy st on storage.objects for select to authenticated using (exists (select from public.deals d where d.name = name))`,
  transition: `
    create table public.tl (n bigint);
    ${open('public.tl')};
    create function public.tlf() returns trigger language plpgsql as $f$ begin insert into public.tl select count(*) from newrows; return null; end $f$;
    create trigger tlt after update on public.deals referencing new table as newrows for each statement execute function public.tlf()`,
  'constraint trigger': `
    create function public.ctf() returns trigger language plpgsql as $f$ begin return null; end $f$;
    create constraint trigger ct after insert or update on public.deals deferrable initially deferred for each row execute function public.ctf()`,
  'trunc trigger': `
    create function public.trf() returns trigger language plpgsql as $f$ begin raise exception 'no truncate'; end $f$;
    create trigger trt before truncate on public.deals for each statement execute function public.trf()`,
  'when trigger': `
    create function public.wf() returns trigger language plpgsql as $f$ begin new.updated_at := now(); return new; end $f$;
    create trigger wt before update of stage on public.deals for each row when (new.stage = 'won') execute function public.wf()`,
  'rowtype var': `create function public.rtv(i bigint) returns text language plpgsql as $f$ declare d public.deals%rowtype; begin select * into d from public.deals where id = i; return d.name; end $f$`,
  'type var': `create function public.tyv(i bigint) returns text language plpgsql as $f$ declare s public.deals.stage%type; begin select stage into s from public.deals where id = i; return s; end $f$`,
  atomic: `
    create function public.atom(i bigint) returns text language sql stable begin atomic select name from public.deals where id = i;
    end`,
  procedure: `create procedure public.closeall() language plpgsql as $f$ begin update public.deals set stage = 'lost' where expected_closing_date < now() - interval '10 years'; commit; end $f$`,
  cursor: `create function public.curf() returns int language plpgsql as $f$ declare r record; n int := 0; begin for r in select id, stage from public.deals loop n := n + 1; end loop; return n; end $f$`,
  'other schema fn': `
    create schema priv2;
    create function priv2.pf() returns bigint language sql security definer set search_path = '' as $f$ select count(*) from public.deal_notes $f$`,
  'other schema view': `
    create schema reporting;
    create view reporting.pipeline as select stage, count(*) n, sum(amount) total from public.deals group by stage;
    grant usage on schema reporting to authenticated;
    grant select on reporting.pipeline to authenticated`,
  'enum category': `
    create type public.cat as enum ('a','b');
    alter table public.deals add column cat2 public.cat default 'a';
    alter table public.deals add column cats public.cat[]`,
  'composite col': `
    create type public.addr as (street text, zip text);
    alter table public.companies add column addr public.addr;
    update public.companies set addr = row('x','y')::public.addr`,
  'range col': `alter table public.deals add column during daterange default '[2024-01-01,2024-02-01)', add column p point default '(1,2)', add column f double precision default 'NaN', add column n numeric default 'NaN', add column iv interval default '1 mon 2 days', add column ip inet default '10.0.0.1', add column b bytea default '\\x00ff', add column x xml`,
  tsv: `
    alter table public.deals add column fts tsvector generated always as (to_tsvector('english'::regconfig, coalesce(name, '') || ' ' || coalesce(description, ''))) stored;
    create index on public.deals using gin (fts)`,
  'weird columns': `alter table public.deals add column "select" text default 's', add column "Größe in %" text default 'ü', add column "with ""quotes""" text default 'q', add column "a.b" int default 1, add column "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx" int`,
  dropped: `
    alter table public.deals add column gone int default 1;
    alter table public.deals drop column gone;
    alter table public.contacts add column gone2 text;
    alter table public.contacts drop column gone2;
    alter table public.deal_notes add column gone3 text;
    alter table public.deal_notes drop column gone3`,
  'same name elsewhere': `
    create schema crm;
    create table crm.deals (id bigint primary key, title text);
    create table crm.opportunities (id bigint);
    create table crm.activities(id bigint)`,
  'search path first': `
    create schema app;
    create table app.deals (id bigint primary key, title text)`,
  'stage check': `alter table public.deals add constraint stage_known check (stage in ('opportunity','proposal-sent','in-negociation','won','lost','delayed'))`,
  'stage fk': `
    create table public.stages (value text primary key, label text);
    ${open('public.stages')};
    insert into public.stages select distinct stage, stage from public.deals;
    insert into public.stages values ('opportunity','a'),('proposal-sent','b'),('in-negociation','c'),('won','d'),('lost','e'),('delayed','f') on conflict do nothing;
    alter table public.deals add constraint stage_fk foreign key (stage) references public.stages (value) on update cascade`,
  'task deal': `
    alter table public.tasks add column deal_id bigint references public.deals(id) on delete cascade;
    update public.tasks set deal_id = 1 where id = 1;
    create index on public.tasks (deal_id)`,
  'deal contact': `
    alter table public.deals add column contact_id bigint references public.contacts(id);
    update public.deals set contact_id = contact_ids[1]`,
  'not null no default': `
    alter table public.deals add column source text not null default 'web';
    alter table public.deals alter column source drop default;
    alter table public.contact_notes add column visibility text not null default 'all';
    alter table public.contact_notes alter column visibility drop default`,
  'notes weird': `
    update public.deal_notes set text = null, date = null, attachments = array[null::jsonb, '1'::jsonb] where id = (select min(id) from public.deal_notes);
    update public.contact_notes set text = repeat('ü', 3000000), date = 'infinity' where id = (select min(id) from public.contact_notes)`,
  'identity always': `
    alter table public.contacts alter column id set generated always`,
  serial: `
    alter table public.deals alter column id drop identity;
    create sequence public.deal_numbers owned by public.deals.id start 5000 increment 10;
    alter table public.deals alter column id set default nextval('public.deal_numbers')`,
  'renamed seq': `alter sequence public.contacts_id_seq rename to c_seq`,
  'index exprs': `
    create index on public.deals (lower(name));
    create index on public.deals (stage) include (amount) where archived_at is null;
    create index on public.deals using brin (created_at);
    create index on public.deals using hash (name)`,
  'index fn': `
    create function public.norm(t text) returns text language sql immutable as $f$ select lower(t) $f$;
    create index on public.deals (public.norm(name));
    alter table public.deals add constraint normc check (public.norm(name) is not null)`,
  'nulls not distinct': `create unique index on public.deals (id, category) nulls not distinct`,
  'gen from stage': `alter table public.deals add column is_won boolean generated always as (stage = 'won') stored`,
  'rule view': `
    create view public.rv with (security_invoker=on) as select id from public.deals;
    create rule rvr as on insert to public.rv do instead nothing`,
  lang: `create function public.f_sqlpath() returns bigint language sql set search_path = public as $f$ select count(*) from deals d join "deal_notes" n on n.deal_id = d.id $f$`,
  'fn default arg': `create function public.fda(s text default 'won', variadic ids bigint[] default '{}') returns bigint language sql stable as $f$ select count(*) from public.deals where stage = s and (ids = '{}' or id = any(ids)) $f$`,
  'fn out': `create function public.fout(out n bigint, out total numeric) language sql as $f$ select count(*), sum(amount) from public.deals $f$`,
  'fn insert returning': `create function public.fir(n text) returns bigint language plpgsql security definer set search_path='' as $f$ declare i bigint; begin insert into public.deals (name, stage, contact_ids) values (n, 'won', '{}') returning id into i; insert into public.deal_notes (deal_id, text) values (i, 'made'); return i; end $f$`,
  'fn dyn format': `create function public.fdf(t text) returns bigint language plpgsql as $f$ declare n bigint; begin execute format('select count(*) from public.%I', t) into n; return n; end $f$`,
  'contact trigger': `
    create function public.cf() returns trigger language plpgsql as $f$ begin new.last_seen := now(); return new; end $f$;
    create trigger ctouch before update on public.contacts for each row execute function public.cf()`,
  'aggregate sum': `create view public.per_company with (security_invoker=on) as select c.id, c.name, (select sum(d.amount) from public.deals d where d.company_id = c.id and d.stage = 'won') as won from public.companies c`,
  'opclass operator': `
    create operator public.=== (leftarg = text, rightarg = text, function = texteq);
    create view public.ov with (security_invoker=on) as select id from public.deals where name operator(public.===) 'x'`,
  'company deleted at': `alter table public.companies add column deleted_at timestamptz`,
  'extra tables': `
    create table public.products (id bigint primary key, name text);
    create table public.deal_products (deal_id bigint references public.deals (id) on delete cascade, product_id bigint references public.products(id), qty int, primary key (deal_id, product_id));
    ${open('public.products')};
    ${open('public.deal_products')};
    insert into public.products values (1,'p');
    insert into public.deal_products select id, 1, 2 from public.deals limit 9`,
  'pk renamed': `
    alter table public.contacts rename constraint contacts_pkey to pk_contacts`,
  'fk set null': `
    alter table public.deals drop constraint deals_company_id_fkey;
    alter table public.deals add constraint deals_company_id_fkey foreign key (company_id) references public.companies(id) on delete set null`,
  'fk not valid': `
    alter table public.deals drop constraint deals_company_id_fkey;
    alter table public.deals add constraint deals_company_id_fkey foreign key (company_id) references public.companies(id) not valid`,
  'tags text': `alter table public.tags add column kind text, add constraint tags_unique_name unique (id, name)`,
  gist: `
    alter table public.contacts add column location point;
    create index on public.contacts using gist (location)`,
  'private schema trigger': `
    create schema hidden;
    create function hidden.h() returns trigger language plpgsql security definer set search_path = '' as $f$ begin perform 1 from public.deals where company_id = new.id; return new; end $f$;
    create trigger hh after update on public.companies for each row execute function hidden.h()`,
  'protect trigger': `
    create function public.pf2() returns trigger language plpgsql as $f$ begin raise exception 'companies are frozen'; end $f$;
    create trigger frozen before update on public.companies for each row execute function public.pf2()`,
}

/** How many of them one installation gets. */
const TOGETHER = 24

export interface Customised {
  readonly generation: 'g8' | 'g21'
  readonly seed: number
  readonly backupFolder: string
}

/** Gives an installation some of them, chosen by the seed, and expects every promise to hold for it. */
export async function expectCarried({ generation, seed, backupFolder }: Customised): Promise<void> {
  const random = seededRandom(seed)
  const wanted = random.some(Object.keys(customisations), TOGETHER)
  const chosen = Object.keys(customisations).filter((name) => wanted.includes(name))
  const database = await createLegacyDatabase({ generation })
  try {
    for (const name of chosen) {
      await database.sql.unsafe(inWordsOf(generation, customisations[name] ?? ''))
    }
    await expectRoundTrip(database, { backupFolder })
  } catch (error) {
    throw new Error(`with ${chosen.join(', ')}`, { cause: error })
  } finally {
    await database.drop()
  }
}

/** Generation 8 has other names for its notes. */
function inWordsOf(generation: Customised['generation'], statements: string): string {
  if (generation === 'g21') return statements
  return statements
    .replaceAll(/public\.deal_notes|"deal_notes"/g, 'public."dealNotes"')
    .replaceAll('public.contact_notes', 'public."contactNotes"')
}
