-- Up Migration
-- A score whose fact is a word that the pack lists (last year's grade), or which does not apply to the unit; its number is then zero and not read.
alter table score add column word text;
alter table score add column not_applicable text; -- the reason
alter table score add constraint score_says_one_thing check (word is null or not_applicable is null);

-- Down Migration
