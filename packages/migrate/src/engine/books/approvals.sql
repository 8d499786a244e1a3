-- Approvals of plans, each bound to a plan's hash. Which run used one is written with the run.
create table if not exists valence_migration.approvals (
  id bigint generated always as identity primary key,
  plan_hash text not null,
  -- Digests of the parts of the plan, so that it can be said what changed since.
  parts jsonb not null,
  approved_by text not null,
  -- The e-mail address of the signed-in administrator who approved through another's role.
  administrator text,
  comment text,
  tool_version text not null,
  approved_at timestamptz not null
);

create or replace trigger valence_append_only
  before update or delete or truncate on valence_migration.approvals
  for each statement execute function valence_migration.refuse_change();
alter table valence_migration.approvals enable always trigger valence_append_only;

-- Called by the owner alone. The role and the time are the server's word, not the caller's.
create or replace function valence_migration.record_approval(
  given_hash text,
  given_parts jsonb,
  given_comment text,
  given_version text,
  given_administrator text
)
returns bigint
language plpgsql
set search_path = ''
as $$
declare
  approval bigint;
begin
  insert into valence_migration.approvals
    (plan_hash, parts, approved_by, administrator, comment, tool_version, approved_at)
  values
    (given_hash, given_parts, session_user, given_administrator, given_comment, given_version, now())
  returning id into approval;
  perform valence_migration.append_log(
    'plan approved',
    null,
    jsonb_build_object(
      'approval', approval,
      'plan', given_hash,
      'administrator', given_administrator,
      'comment', given_comment,
      'version', given_version
    )
  );
  return approval;
end
$$;

-- Opened to the roles that may approve, and to no one else.
create or replace function valence_migration.approve(
  given_hash text,
  given_parts jsonb,
  given_comment text,
  given_version text
)
returns bigint
language sql
security definer
set search_path = ''
as $$
  select valence_migration.record_approval(given_hash, given_parts, given_comment, given_version, null)
$$;

revoke all on function valence_migration.record_approval(text, jsonb, text, text, text) from public;
revoke all on function valence_migration.approve(text, jsonb, text, text) from public;
