-- Up Migration
-- What an indicator is declared with beside its full points and its standard, by the names that the pack gives: its place in the frame, its basis.
alter table indicator add column fields jsonb not null default '{}';

-- Down Migration
