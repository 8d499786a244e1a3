-- The queries of the plan's final sweep (task 4.7, step 2), word for word.

-- query: policies > 0: Policies guard opportunities
SELECT COUNT(*) FROM pg_policy WHERE polrelid = 'public.opportunities'::regclass;

-- query: summary-view = 1: The view opportunities_summary exists
SELECT COUNT(*) FROM pg_views WHERE viewname = 'opportunities_summary';

-- query: principal-rule = 1: The trigger check_principal_organization exists
SELECT COUNT(*) FROM pg_trigger WHERE tgname = 'check_principal_organization';

-- query: backup-column = 1: Contacts keep the company that they had before
SELECT COUNT(*) FROM information_schema.columns
WHERE table_name = 'contacts' AND column_name = 'company_id_backup';
