-- Two that look like one and are not, as someone said; the smaller id first.
create table if not exists public.distinct_records (
  resource text not null,
  first_id bigint not null,
  second_id bigint not null,
  created_at timestamptz not null default now(),
  created_by bigint references public.sales (id) on update cascade on delete set null,
  primary key (resource, first_id, second_id),
  constraint distinct_records_resource_check check (resource in ('contacts', 'organizations')),
  constraint distinct_records_order_check check (first_id < second_id)
);
