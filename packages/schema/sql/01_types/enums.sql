-- Enumerations of the target. Safe to run twice: an existing type is left as it is.
do $$
declare
  wanted record;
begin
  for wanted in
    select *
    from (values
      ('organization_type', array['customer', 'prospect', 'vendor', 'partner', 'principal', 'distributor', 'unknown']),
      ('opportunity_stage', array['lead', 'qualified', 'needs_analysis', 'proposal', 'negotiation', 'closed_won', 'closed_lost', 'nurturing']),
      ('opportunity_status', array['active', 'on_hold', 'nurturing', 'stalled', 'expired']),
      ('priority_level', array['low', 'medium', 'high', 'critical']),
      ('contact_role', array['decision_maker', 'influencer', 'buyer', 'end_user', 'gatekeeper', 'champion', 'technical', 'executive']),
      ('activity_type', array['engagement', 'interaction']),
      ('interaction_type', array['call', 'email', 'meeting', 'demo', 'proposal', 'follow_up', 'trade_show', 'site_visit', 'contract_review', 'check_in', 'social', 'note']),
      ('participant_role', array['customer', 'principal', 'distributor', 'partner', 'competitor'])
    ) as enums (name, labels)
  loop
    if to_regtype(format('public.%I', wanted.name)) is null then
      execute format(
        'create type public.%I as enum (%s)',
        wanted.name,
        (select string_agg(quote_literal(label), ', ' order by position)
         from unnest(wanted.labels) with ordinality as listed (label, position))
      );
    end if;
  end loop;
end
$$;
