-- Up Migration
-- A decision says in which meeting and on which day it was taken, and to whom a matter was returned.
alter table decision add column meeting text;
alter table decision add column held_on date;
alter table decision add column returned_to text;

-- What was handed in and withdrawn again before it was decided on; the submission itself stays.
create table withdrawal (
  id bigint generated always as identity primary key,
  cycle text not null references cycle,
  submission bigint not null unique references submission,
  task bigint references task, -- the task that is open again; null for what was handed in of one's own accord
  reason text not null,
  by_post text not null,
  at timestamptz not null
);
create index withdrawal_cycle on withdrawal (cycle);

-- That something was received, and how that is proven: a task book, advice. Feedback forms have their receipts.
create table acknowledgement (
  task bigint primary key references task,
  cycle text not null references cycle,
  unit text not null,
  how text not null check (how in ('acknowledged', 'served')),
  proof text,
  by_post text not null,
  at timestamptz not null
);

-- The task book of a unit as it was issued: its number in the year, its digest.
create table book_issue (
  cycle text not null references cycle,
  unit text not null,
  step text not null,
  place int not null,
  number text, -- as the pack writes numbers; null where it gives none
  sha256 text not null,
  at timestamptz not null,
  primary key (cycle, unit),
  unique (cycle, step, place)
);

-- What a unit was told of a round: how far it is, and what it is advised.
create table advice (
  cycle text not null references cycle,
  step text not null,
  unit text not null,
  content jsonb not null,
  submission bigint not null references submission,
  by_post text not null,
  at timestamptz not null,
  primary key (cycle, step, unit)
);

-- An appeal that had lapsed was let in again, by whom and on the authority of which document.
create table revival (
  id bigint generated always as identity primary key,
  cycle text not null references cycle,
  unit text not null,
  document text not null,
  reason text not null,
  was timestamptz not null,
  becomes timestamptz not null,
  by_post text not null,
  at timestamptz not null
);
grant update (why) on appeal to niankao_app;
-- a computation that an appeal let in again has made old is made once more by its step
alter table computation drop constraint computation_cycle_step_key;
create index computation_step on computation (cycle, step);

create trigger facts_stay before update or delete on withdrawal for each row execute function refuse_change();
create trigger facts_stay_all before truncate on withdrawal for each statement execute function refuse_change();
create trigger facts_stay before update or delete on acknowledgement for each row execute function refuse_change();
create trigger facts_stay_all before truncate on acknowledgement for each statement execute function refuse_change();
create trigger facts_stay before update or delete on book_issue for each row execute function refuse_change();
create trigger facts_stay_all before truncate on book_issue for each statement execute function refuse_change();
create trigger facts_stay before update or delete on advice for each row execute function refuse_change();
create trigger facts_stay_all before truncate on advice for each statement execute function refuse_change();
create trigger facts_stay before update or delete on revival for each row execute function refuse_change();
create trigger facts_stay_all before truncate on revival for each statement execute function refuse_change();
grant select, insert on withdrawal, acknowledgement, book_issue, advice, revival to niankao_app;

-- Down Migration
