-- The engine room: every function that no client calls by name, and what the CRM keeps for itself. No API exposes it. Who may use the tables of
-- `public` may use it, because their policies, triggers and functions call into it; see `callable.ts` for what is open in it.
create schema if not exists valence;
revoke all on schema valence from public;
