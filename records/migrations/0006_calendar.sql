-- Up Migration
-- A notice of the State Council that a cycle got to know while it ran. `cycle.calendar` names the calendar in force, `calendar_until` the last
-- year whose notice was known when the cycle opened: what a later release knows beyond it has to be published to the cycle.
create table holiday_notice (
  cycle text not null references cycle,
  version int not null check (version > 0),
  year int not null,
  content jsonb not null, -- the days, as calendar/tables.ts has a year
  document text not null,
  calendar text not null, -- what the calendar is called from here on
  by_post text not null,
  at timestamptz not null,
  primary key (cycle, version)
);
alter table cycle add column calendar_until int;

-- What an instant was counted from, so that it can be counted anew: `working_days` after the day of `event_at`, but not before `at_least`.
-- The last row of a step, a task or a unit's appeal is in force as long as its `due_at` is the one that stands there.
create table reckoning (
  id bigint generated always as identity primary key,
  cycle text not null references cycle,
  step text,
  task bigint references task,
  unit text, -- whose appeal window
  what text not null check (what in ('opens', 'due')),
  event text not null,
  event_at timestamptz not null,
  working_days int not null check (working_days >= 0),
  at_least timestamptz,
  calendar text not null,
  counted_at timestamptz not null, -- what the days come to
  due_at timestamptz not null,     -- what holds
  provisional boolean not null,
  kept boolean not null default false, -- it would be earlier now, and was left as it stood
  notice int, -- the version of the calendar that led to it
  by_post text not null,
  at timestamptz not null,
  check (num_nonnulls(step, task, unit) = 1),
  foreign key (cycle, step) references step (cycle, key),
  foreign key (cycle, unit) references unit (cycle, key)
);
create index reckoning_task on reckoning (task, id) where task is not null;
create index reckoning_cycle on reckoning (cycle, id) where task is null;

-- A cycle that opened when the first days of a step had passed: the step was opened late, and is called so.
alter table step add column retroactive boolean not null default false;

create trigger facts_stay before update or delete on holiday_notice for each row execute function refuse_change();
create trigger facts_stay_all before truncate on holiday_notice for each statement execute function refuse_change();
create trigger facts_stay before update or delete on reckoning for each row execute function refuse_change();
create trigger facts_stay_all before truncate on reckoning for each statement execute function refuse_change();
grant select, insert on holiday_notice, reckoning to niankao_app;
grant update (calendar) on cycle to niankao_app;
grant update (retroactive) on step to niankao_app;
grant update (why) on appeal to niankao_app;

-- Down Migration
