-- Up Migration
-- Units that were renamed, merged or split in the course of the year; the rows of `unit` stay, those of successors are added.
create table reorganisation (
  id bigint generated always as identity primary key,
  cycle text not null references cycle,
  kind text not null check (kind in ('rename', 'merge', 'split')),
  effective date not null,
  sources jsonb not null, -- keys of the units that it was before
  successors jsonb not null, -- key, name and class of each unit that it is from the day on
  document text not null,
  reason text not null,
  by_post text not null,
  at timestamptz not null
);
create index reorganisation_cycle on reorganisation (cycle, id);

-- Why a task is not to be done any more.
create table cancellation (
  task bigint primary key references task,
  cycle text not null references cycle,
  reason text not null,
  document text not null,
  by_post text not null,
  at timestamptz not null
);

-- A number that a document decides where the pack leaves it to a decision: of a unit, or (item) of one of its indicators.
create table decided_score (
  id bigint generated always as identity primary key,
  cycle text not null references cycle,
  unit text not null,
  input text not null,
  item text not null default '',
  value numeric not null,
  document text not null,
  reason text not null,
  supersedes bigint unique references decided_score,
  by_post text not null,
  at timestamptz not null
);
create index decided_score_unit on decided_score (cycle, unit, input, item);

-- What a successor took over from a unit before it; the row that it was taken from stays.
alter table indicator add column taken_from bigint references indicator;
alter table indicator add column taken_unit text;
alter table score add column taken_from bigint references score;
alter table addition add column taken_from bigint references addition;
-- From which day a version is in force (null: from the beginning), and which unit took it over, where one did.
alter table indicator add column effective date;
alter table indicator add column given_to text;
-- The first day of the part of the year that a score is for; null for the whole of it.
alter table score add column segment date;

create trigger facts_stay before update or delete on reorganisation for each row execute function refuse_change();
create trigger facts_stay_all before truncate on reorganisation for each statement execute function refuse_change();
grant select, insert on reorganisation to niankao_app;
create trigger facts_stay before update or delete on cancellation for each row execute function refuse_change();
create trigger facts_stay_all before truncate on cancellation for each statement execute function refuse_change();
grant select, insert on cancellation to niankao_app;
create trigger facts_stay before update or delete on decided_score for each row execute function refuse_change();
create trigger facts_stay_all before truncate on decided_score for each statement execute function refuse_change();
grant select, insert on decided_score to niankao_app;

-- Down Migration
