-- Enumerations of the target. Safe to run twice: an existing type is left as it is.
do $$
begin
  if to_regtype('public.organization_type') is null then
    create type public.organization_type as enum ('customer', 'prospect', 'vendor', 'partner', 'principal', 'distributor', 'unknown');
  end if;
  if to_regtype('public.opportunity_stage') is null then
    create type public.opportunity_stage as enum (
      'lead', 'qualified', 'needs_analysis', 'proposal',
      'negotiation', 'closed_won', 'closed_lost', 'nurturing'
    );
  end if;
  if to_regtype('public.opportunity_status') is null then
    create type public.opportunity_status as enum ('active', 'on_hold', 'nurturing', 'stalled', 'expired');
  end if;
  if to_regtype('public.priority_level') is null then
    create type public.priority_level as enum ('low', 'medium', 'high', 'critical');
  end if;
  if to_regtype('public.contact_role') is null then
    create type public.contact_role as enum (
      'decision_maker', 'influencer', 'buyer', 'end_user',
      'gatekeeper', 'champion', 'technical', 'executive'
    );
  end if;
  if to_regtype('public.activity_type') is null then
    create type public.activity_type as enum ('engagement', 'interaction');
  end if;
  if to_regtype('public.interaction_type') is null then
    create type public.interaction_type as enum (
      'call', 'email', 'meeting', 'demo', 'proposal', 'follow_up',
      'trade_show', 'site_visit', 'contract_review', 'check_in', 'social', 'note'
    );
  end if;
  if to_regtype('public.participant_role') is null then
    create type public.participant_role as enum ('customer', 'principal', 'distributor', 'partner', 'competitor');
  end if;
end
$$;
