-- Installations of this age were made while the platform granted everything new in public to the API roles.
alter default privileges in schema public grant all on tables to anon, authenticated, service_role;
alter default privileges in schema public grant all on sequences to anon, authenticated, service_role;
alter default privileges in schema public grant all on functions to anon, authenticated, service_role;

-- Left behind by an upgrade and never used.
create schema if not exists private;
