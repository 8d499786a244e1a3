-- Under the old name: the old columns, then the names that the new summary shows.
create view public.deals_summary with (security_invoker = on) as
select d.*, s.company_name, s.contact_names
from public.deals as d
join public.opportunities_summary as s on s.id = d.id;
