-- Up Migration
-- One act by which dates were moved: extended, put back, rescheduled or moved on after a pause; by which document, and why.
create table movement (
  id bigint generated always as identity primary key,
  cycle text not null references cycle,
  kind text not null check (kind in ('extend', 'reverse', 'reschedule', 'resume')),
  document text not null,
  reason text not null,
  by_post text not null,
  at timestamptz not null
);

-- A row of `extension` is a task whose due date was moved; the act it belongs to, and the row that it puts back.
alter table extension add column movement bigint references movement;
alter table extension add column reverses bigint unique references extension;
alter table extension disable trigger facts_stay;
insert into movement (cycle, kind, document, reason, by_post, at)
  select distinct cycle, 'extend', document, reason, by_post, at from extension;
update extension e set movement = m.id from movement m
  where m.cycle = e.cycle and m.document = e.document and m.reason = e.reason and m.by_post = e.by_post and m.at = e.at;
alter table extension enable trigger facts_stay;
alter table extension alter column movement set not null;
create index extension_task on extension (task);

-- A date of a step was moved. `was` is null where the plan names no date and the step had none yet.
create table rescheduling (
  id bigint generated always as identity primary key,
  cycle text not null,
  movement bigint not null references movement,
  step text not null,
  date text not null check (date in ('opens', 'due')),
  was timestamptz,
  becomes timestamptz not null,
  unique (movement, step, date),
  foreign key (cycle, step) references step (cycle, key)
);
create index rescheduling_step on rescheduling (cycle, step);

-- The window in which a unit may appeal was moved.
create table appeal_extension (
  cycle text not null,
  movement bigint not null references movement,
  unit text not null,
  was timestamptz not null,
  becomes timestamptz not null,
  primary key (movement, unit),
  foreign key (cycle, unit) references appeal (cycle, unit)
);

-- The year stands still (暂停). Its clocks are kept (due dates stand) or stopped (they are moved on by the working days of the pause).
create table pause (
  id bigint generated always as identity primary key,
  cycle text not null references cycle,
  clocks text not null check (clocks in ('kept', 'stopped')),
  document text not null,
  reason text not null,
  by_post text not null,
  at timestamptz not null
);

-- It goes on (恢复); `days` are the working days that it stood still.
create table resumption (
  pause bigint primary key references pause,
  cycle text not null references cycle,
  movement bigint not null references movement,
  days int not null,
  by_post text not null,
  at timestamptz not null
);

create trigger facts_stay before update or delete on movement for each row execute function refuse_change();
create trigger facts_stay_all before truncate on movement for each statement execute function refuse_change();
create trigger facts_stay before update or delete on rescheduling for each row execute function refuse_change();
create trigger facts_stay_all before truncate on rescheduling for each statement execute function refuse_change();
create trigger facts_stay before update or delete on appeal_extension for each row execute function refuse_change();
create trigger facts_stay_all before truncate on appeal_extension for each statement execute function refuse_change();
create trigger facts_stay before update or delete on pause for each row execute function refuse_change();
create trigger facts_stay_all before truncate on pause for each statement execute function refuse_change();
create trigger facts_stay before update or delete on resumption for each row execute function refuse_change();
create trigger facts_stay_all before truncate on resumption for each statement execute function refuse_change();
grant select, insert on movement, rescheduling, appeal_extension, pause, resumption to niankao_app;
grant update (why) on appeal to niankao_app;

-- Down Migration
