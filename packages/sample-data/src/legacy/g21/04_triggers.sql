create trigger on_auth_user_created
after insert on auth.users
for each row execute function public.handle_new_user();

create trigger on_auth_user_updated
after update on auth.users
for each row execute function public.handle_update_user();

create trigger set_company_sales_id_trigger
before insert on public.companies
for each row execute function public.set_sales_id_default();

create trigger set_contact_sales_id_trigger
before insert on public.contacts
for each row execute function public.set_sales_id_default();

create trigger set_contact_notes_sales_id_trigger
before insert on public.contact_notes
for each row execute function public.set_sales_id_default();

create trigger set_deal_sales_id_trigger
before insert on public.deals
for each row execute function public.set_sales_id_default();

create trigger set_deal_notes_sales_id_trigger
before insert on public.deal_notes
for each row execute function public.set_sales_id_default();

create trigger set_task_sales_id_trigger
before insert on public.tasks
for each row execute function public.set_sales_id_default();

create trigger company_saved
before insert or update on public.companies
for each row execute function public.handle_company_saved();

-- Triggers fire in the order of their names: e-mails are lower-cased before an avatar is looked up.
create trigger "10_lowercase_contact_emails"
before insert or update on public.contacts
for each row execute function public.lowercase_email_jsonb();

create trigger "20_contact_saved"
before insert or update on public.contacts
for each row execute function public.handle_contact_saved();

create trigger on_public_contact_notes_created_or_updated
after insert on public.contact_notes
for each row execute function public.handle_contact_note_created_or_updated();

create trigger on_contact_notes_deleted_delete_note_attachments
after delete on public.contact_notes
for each row execute function public.cleanup_note_attachments();

create trigger on_contact_notes_attachments_updated_delete_note_attachments
after update on public.contact_notes
for each row when (old.attachments is distinct from new.attachments)
execute function public.cleanup_note_attachments();

create trigger on_deal_notes_deleted_delete_note_attachments
after delete on public.deal_notes
for each row execute function public.cleanup_note_attachments();

create trigger on_deal_notes_attachments_updated_delete_note_attachments
after update on public.deal_notes
for each row when (old.attachments is distinct from new.attachments)
execute function public.cleanup_note_attachments();
